#include "insight/insight_words.hpp"

#include <boost/json.hpp>
#include <unicode/datefmt.h>
#include <unicode/timezone.h>

#include <array>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

namespace buddy::insight {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};

std::set<std::string> blanks_in(const std::string& text)
{
    std::set<std::string> blanks;
    for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        blanks.insert(text.substr(at, text.find('}', at) - at));
    return blanks;
}

Result<json::object> object_in(const std::filesystem::path& file)
{
    const std::ifstream stream{file};
    if (!stream) return failed(ErrorCode::NotFound, file.string() + " is not there");
    std::ostringstream text;
    text << stream.rdbuf();
    boost::system::error_code error;
    auto value = json::parse(text.str(), error);
    if (error || !value.is_object())
        return failed(ErrorCode::Invalid, file.string() + " is not a JSON object");
    return std::move(value.get_object());
}

}  // namespace

Result<InsightWords> InsightWords::load(const std::filesystem::path& folder)
{
    InsightWords words;
    for (const auto language : languages) {
        const auto file = folder / (std::string{language} + ".json");
        const auto object = object_in(file);
        if (!object) return std::unexpected(object.error());
        auto& catalogue = words.catalogues_[std::string{language}];
        for (const auto& [key, text] : *object) {
            if (!text.is_string() || text.get_string().empty())
                return failed(ErrorCode::Invalid, file.string() + ": " + std::string{key});
            catalogue[std::string{key}] = std::string_view{text.get_string()};
        }
        const auto& english = words.catalogues_.at("en");
        if (catalogue.size() != english.size())
            return failed(ErrorCode::Invalid, file.string() + " has other keys than en.json");
        for (const auto& [key, text] : english) {
            const auto own = catalogue.find(key);
            if (own == catalogue.end() || blanks_in(own->second) != blanks_in(text))
                return failed(ErrorCode::Invalid, file.string() + ": " + key);
        }
    }
    return words;
}

std::string InsightWords::say(std::string_view language, std::string_view key, Values values) const
{
    auto catalogue = catalogues_.find(language.substr(0, 2));
    if (catalogue == catalogues_.end()) catalogue = catalogues_.find("en");
    const auto& sentence = catalogue->second.find(key)->second;
    std::string text;
    for (std::size_t at = 0; at < sentence.size();) {
        const auto open = sentence.find('{', at);
        text += sentence.substr(at, open - at);
        if (open == std::string::npos) break;
        const auto close = sentence.find('}', open);
        const auto name = std::string_view{sentence}.substr(open + 1, close - open - 1);
        for (const auto& [blank, value] : values)
            if (blank == name) text += value;
        at = close + 1;
    }
    return text;
}

std::string day_in_words(std::chrono::sys_days day, std::string_view language)
{
    const std::unique_ptr<icu::DateFormat> format{icu::DateFormat::createDateInstance(
        icu::DateFormat::kLong, icu::Locale{std::string{language}.c_str()}
    )};
    if (!format) return {};
    format->setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    format->format(
        static_cast<UDate>(std::chrono::milliseconds{day.time_since_epoch()}.count()), text
    );
    std::string out;
    text.toUTF8String(out);
    return out;
}

}  // namespace buddy::insight
