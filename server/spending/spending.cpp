#include "spending/spending.hpp"

namespace buddy::spending {

std::string_view id_of(CallRole role) noexcept
{
    switch (role) {
        case CallRole::Lead: return "lead";
        case CallRole::Judge: return "judge";
        case CallRole::Supporter: return "supporter";
        case CallRole::Summary: return "summary";
    }
    return "lead";
}

}  // namespace buddy::spending
