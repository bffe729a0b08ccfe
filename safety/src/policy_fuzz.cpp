// Any bytes as a policy file: refused, or the floor holds all the same.
#include "policy.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::safety;
    const auto policy = Policy::parse("fuzz", {reinterpret_cast<const char*>(bytes), size});
    if (!policy) return 0;
    Findings findings{};
    auto& found = findings.at(static_cast<std::size_t>(Category::SelfHarm));
    found.from_rule = true;
    found.probability = 1;
    found.severity = Severity::Critical;
    const auto verdict = policy->decide(findings, {}, Direction::Input, AgeBand::From7To9);
    if (verdict.action != Action::Escalate || !verdict.notify.anyone()) std::abort();
    return 0;
}
