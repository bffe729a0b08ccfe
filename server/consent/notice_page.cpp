#include "consent/notice_page.hpp"

#include "consent/reasons.hpp"

namespace buddy::consent {

namespace json = boost::json;

json::object json_of(const Use& use, std::string_view language)
{
    const auto words = words_for(use.purpose, language);
    json::object out{
        {"purpose", id_of(use.purpose)},
        {"processor", use.processor},
        {"name", use.name},
        {"outside", use.is_outside},
        {"needs_consent", use.needs_consent()},
        {"needs_form", use.discloses()},
        {"title", words.title},
        {"why", words.purpose},
        {"gets", words.gets}
    };
    out["country"] = use.country.empty() ? json::value{} : json::value(use.country);
    return out;
}

json::object json_of(const Notice& notice, std::string_view language)
{
    json::array intro;
    for (const auto paragraph : notice_intro(notice.discloses(), language))
        intro.emplace_back(json::string(paragraph));
    json::array uses;
    for (const auto& use : notice.uses()) uses.push_back(json_of(use, language));
    return {{"version", notice.version()}, {"intro", std::move(intro)}, {"uses", std::move(uses)}};
}

std::string as_text(const Notice& notice, std::string_view language)
{
    std::string out;
    for (const auto paragraph : notice_intro(notice.discloses(), language)) {
        out += paragraph;
        out += "\n\n";
    }
    for (const auto& use : notice.uses()) {
        const auto words = words_for(use.purpose, language);
        out += words.title;
        if (!use.name.empty()) out += ": " + use.name;
        if (use.processor != here) out += " (" + use.processor + ")";
        if (!use.country.empty()) out += ", " + use.country;
        out += "\n  ";
        out += words.purpose;
        out += "\n  ";
        out += words.gets;
        out += "\n\n";
    }
    out += "Version " + notice.version() + "\n";
    return out;
}

}  // namespace buddy::consent
