#include "spending/spending.hpp"

namespace buddy::spending {

std::string_view id_of(CallRole role) noexcept
{
    switch (role) {
        case CallRole::Lead: return "lead";
        case CallRole::Judge: return "judge";
    }
    return "lead";
}

}  // namespace buddy::spending
