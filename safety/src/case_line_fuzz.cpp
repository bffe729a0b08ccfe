// Any bytes as a line of cases: told what is wrong, or answered with one line of JSON.
#include "test_files.hpp"

#include "buddy/safety/assessment_json.hpp"

#include <boost/json/parse.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace buddy::safety;
    const std::string_view line{reinterpret_cast<const char*>(bytes), size};
    const auto example = parse_case(line);
    const std::string answer =
        example
            ? decision_json(
                  example->id_json, Assessment::unavailable("fuzz"), std::chrono::microseconds{1}
              )
            : error_json(case_id(line), example.error().detail);
    boost::system::error_code error;
    (void)boost::json::parse(answer, error);
    if (error || answer.contains('\n')) std::abort();
    return 0;
}
