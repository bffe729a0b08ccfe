// Any bytes as message, state and context: no crash, no answer without a decision, no evidence
// outside the text.
#include "test_files.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::safety;
    const std::string input(bytes, bytes + size);
    const std::string_view all = input;
    const auto first = all.substr(0, size / 3);
    const auto second = all.substr(size / 3, size / 3);
    const auto third = all.substr(2 * (size / 3));
    const Turn turns[] = {
        {.role = Role::Child, .text = second}, {.role = Role::Mentor, .text = third}
    };
    const bool output = size % 2 == 1;
    const Message message{
        .text = first, .direction = output ? Direction::Output : Direction::Input, .context = turns
    };
    RiskState after;
    const auto assessment = testing::shipped_engine().assess(
        message, {.bytes = size % 5 == 0 ? std::string{third} : std::string{}}, after
    );
    if (!assessment.available || after.bytes.size() > RiskState::max_bytes) std::abort();
    for (const auto& evidence : assessment.evidence) {
        if (evidence.end.value_or(0) > first.size()) std::abort();
    }
    return 0;
}
