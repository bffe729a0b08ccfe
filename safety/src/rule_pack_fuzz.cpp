// Any bytes as a rule pack: refused or compiled, never a crash.
#include "rule_set.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::safety;
    const std::array packs{RulePack{.name = "fuzz", .json = std::string(bytes, bytes + size)}};
    const auto rules = RuleSet::compile(packs);
    if (rules) (void)rules->find(MatchText{"i want a red fox"}, Voice::Child);
    return 0;
}
