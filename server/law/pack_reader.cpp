#include "law/pack_reader.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace buddy::law {
namespace {

namespace json = boost::json;

constexpr int longest_life = 120;
constexpr int greatest_amount = 1'000'000;

/// One value of a file with the place that a mistake names.
class Node {
public:
    Node(const json::value* value, std::string place, std::vector<std::string>& mistakes)
        : value_{value}, place_{std::move(place)}, mistakes_{&mistakes}
    {
    }

    void wrong(const std::string& what) const { mistakes_->push_back(place_ + " " + what); }

    [[nodiscard]] bool has(std::string_view key) const
    {
        return object() != nullptr && object()->contains(key);
    }
    [[nodiscard]] Node at(std::string_view key) const
    {
        const auto* member = object() == nullptr ? nullptr : object()->if_contains(key);
        if (member == nullptr) wrong("needs \"" + std::string{key} + "\"");
        return {member, place_ + "." + std::string{key}, *mistakes_};
    }
    [[nodiscard]] bool is_null() const { return value_ == nullptr || value_->is_null(); }
    [[nodiscard]] bool is_true() const
    {
        return value_ != nullptr && value_->is_bool() && value_->get_bool();
    }

    /// Never empty, or a mistake was noted.
    [[nodiscard]] std::string text() const
    {
        if (value_ == nullptr) return {};
        if (value_->is_string() && !value_->get_string().empty())
            return std::string{value_->get_string()};
        wrong("must be a text, and not empty");
        return {};
    }

    [[nodiscard]] int number(int least, int most) const
    {
        if (value_ == nullptr) return least;
        const auto* whole = value_->if_int64();
        if (whole != nullptr && *whole >= least && *whole <= most) return static_cast<int>(*whole);
        wrong(
            "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most)
        );
        return least;
    }

    /// A date, or null where nobody knows one.
    [[nodiscard]] std::optional<Day> day_or_null() const
    {
        if (is_null()) return std::nullopt;
        const auto day = value_->is_string() ? day_in(value_->get_string()) : std::nullopt;
        if (!day) wrong("must be a day such as \"2027-01-15\", or null");
        return day;
    }

    /// Never empty, or a mistake was noted.
    [[nodiscard]] std::vector<Node> items() const
    {
        std::vector<Node> out;
        if (value_ == nullptr) return out;
        const auto* list = value_->if_array();
        if (list == nullptr || list->empty()) {
            wrong("must be a list, and not empty");
            return out;
        }
        for (std::size_t i = 0; i < list->size(); ++i)
            out.emplace_back(&(*list)[i], place_ + "[" + std::to_string(i) + "]", *mistakes_);
        return out;
    }

    /// Never empty, or a mistake was noted.
    [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const
    {
        std::vector<std::pair<std::string, Node>> out;
        if (value_ == nullptr) return out;
        if (object() == nullptr || object()->empty()) {
            wrong("must be an object, and not empty");
            return out;
        }
        for (const auto& member : *object()) {
            const std::string key{member.key()};
            out.emplace_back(key, Node{&member.value(), place_ + "." + key, *mistakes_});
        }
        return out;
    }

    void only(std::initializer_list<std::string_view> known) const
    {
        for (const auto& [key, node] : members())
            if (std::ranges::find(known, key) == known.end()) node.wrong("is no field of a pack");
    }

    /// The place in its list of `words`; 0 and a mistake for another word.
    [[nodiscard]] std::size_t one_of(std::span<const std::string_view> words) const
    {
        if (value_ == nullptr) return 0;
        const auto word = text();
        const auto found = std::ranges::find(words, word);
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        std::string all;
        for (const auto one : words) all += (all.empty() ? "" : ", ") + std::string{one};
        wrong("must be one of " + all);
        return 0;
    }

private:
    [[nodiscard]] const json::object* object() const
    {
        return value_ == nullptr ? nullptr : value_->if_object();
    }

    const json::value* value_;
    std::string place_;
    std::vector<std::string>* mistakes_;
};

std::vector<Place> places_in(const Node& node)
{
    std::vector<Place> places;
    for (const auto& item : node.items()) {
        const auto place = Place::parse(item.text());
        if (!place)
            item.wrong("is an unknown place: ISO 3166, such as \"GB\" or \"US-OR\"");
        else if (std::ranges::find(places, *place) != places.end())
            item.wrong("is named twice");
        else
            places.push_back(*place);
    }
    return places;
}

Ages ages_in(const Node& node)
{
    const auto items = node.items();
    if (items.size() != 2) {
        node.wrong("must be two ages, the youngest first");
        return {};
    }
    const Ages ages{
        .youngest = items[0].number(0, longest_life), .oldest = items[1].number(0, longest_life)
    };
    if (ages.youngest > ages.oldest) node.wrong("must begin with the youngest");
    return ages;
}

Value value_in(const Node& node, const PowerEntry& entry)
{
    switch (entry.measure) {
        case Measure::Duty:
            if (!node.is_true()) node.wrong("is a duty: true, or left out");
            return {.amount = 1, .words = {}};
        case Measure::Least:
        case Measure::Most: return {.amount = node.number(1, greatest_amount), .words = {}};
        case Measure::Ceiling:
            return {.amount = static_cast<int>(node.one_of(entry.words)), .words = {}};
        case Measure::Everything:
        case Measure::Only: break;
    }
    Value value;
    for (const auto& item : node.items())
        if (!value.words.emplace(entry.words[item.one_of(entry.words)]).second)
            item.wrong("is named twice");
    return value;
}

std::map<Power, Value> demands_in(const Node& node)
{
    std::map<Power, Value> demands;
    for (const auto& [id, member] : node.members()) {
        const auto* entry = find_power(id);
        if (entry == nullptr)
            member.wrong("is nothing that a law can ask of Buddy");
        else
            demands.emplace(entry->power, value_in(member, *entry));
    }
    return demands;
}

void read_days(const Node& node, Rule& rule)
{
    rule.effective_from = node.at("effective_from").day_or_null();
    rule.effective_until = node.at("effective_until").day_or_null();
    if (!rule.effective_from && rule.status != Status::Pending)
        node.wrong("needs a day in effective_from; only a pending rule may have none");
    if (rule.effective_from && rule.effective_until && *rule.effective_until < *rule.effective_from)
        node.wrong("has its dates out of order: effective_until lies before effective_from");
}

void read_source(const Node& node, Rule& rule)
{
    constexpr std::array<std::string_view, 3> ways{"source", "second_hand", "memory"};
    const auto source = node.at("source");
    if (source.is_null()) return source.wrong("is missing: which provision says so?");
    source.only({"citation", "url"});
    rule.source = {.citation = source.at("citation").text(), .url = source.at("url").text()};
    if (!rule.source.url.starts_with("https://"))
        source.wrong("needs an address that begins with https://");
    rule.known_from = static_cast<KnownFrom>(node.at("known_from").one_of(ways));
    rule.verified_at = node.at("verified_at").day_or_null();
    const auto by = node.at("verified_by");
    if (!by.is_null()) rule.verified_by = by.text();
    if (rule.verified_at.has_value() == rule.verified_by.empty())
        node.wrong("needs both verified_at and verified_by, or null in both");
}

Rule rule_in(const Node& node, const Packs::Pack& pack)
{
    constexpr std::array<std::string_view, 3> statuses{"in_force", "pending", "enjoined"};
    constexpr std::array<std::string_view, 2> settings{"home", "school"};
    node.only(
        {"id",
         "places",
         "ages",
         "setting",
         "demands",
         "status",
         "effective_from",
         "effective_until",
         "source",
         "known_from",
         "verified_at",
         "verified_by",
         "note"}
    );
    Rule rule;
    rule.pack = pack.id;
    rule.id = node.at("id").text();
    if (!rule.id.starts_with(pack.id + "."))
        node.at("id").wrong("must begin with the pack's id and a dot");
    rule.places = node.has("places") ? places_in(node.at("places")) : pack.places;
    for (const auto& place : rule.places)
        if (std::ranges::none_of(pack.places, [&](const Place& of) { return of.covers(place); }))
            node.at("places").wrong(
                "has " + place.text() + ", which is outside of its pack's places"
            );
    if (node.has("ages")) rule.ages = ages_in(node.at("ages"));
    if (node.has("setting"))
        rule.setting = static_cast<Setting>(node.at("setting").one_of(settings));
    rule.demands = demands_in(node.at("demands"));
    rule.status = static_cast<Status>(node.at("status").one_of(statuses));
    if (node.has("note")) rule.note = node.at("note").text();
    read_days(node, rule);
    read_source(node, rule);
    return rule;
}

}  // namespace

std::optional<PackFile> read_pack(
    std::string_view file_name, std::string_view text, std::vector<std::string>& mistakes
)
{
    json::error_code error;
    const auto value = json::parse(text, error, {}, {.allow_comments = true});
    if (error || !value.is_object()) {
        mistakes.push_back(std::string{file_name} + " is no JSON object");
        return std::nullopt;
    }
    const Node root{&value, std::string{file_name}, mistakes};
    root.only({"pack", "name", "places", "rules"});
    PackFile file;
    file.pack = {
        .id = root.at("pack").text(),
        .name = root.at("name").text(),
        .places = places_in(root.at("places"))
    };
    if (file.pack.id + ".json" != file_name) root.at("pack").wrong("differs from the file's name");
    for (const auto& node : root.at("rules").items())
        file.rules.push_back(rule_in(node, file.pack));
    return file;
}

std::optional<RegionFile> read_regions_of(
    std::string_view file_name, std::string_view text, std::vector<std::string>& mistakes
)
{
    json::error_code error;
    const auto value = json::parse(text, error, {}, {.allow_comments = true});
    const auto* regions =
        error || !value.is_object() ? nullptr : value.get_object().if_contains("regions");
    if (regions == nullptr || !regions->is_object()) {
        mistakes.push_back(std::string{file_name} + " is no JSON object with regions");
        return std::nullopt;
    }
    const Node root{&value, std::string{file_name}, mistakes};
    root.only({"country", "regions"});
    RegionFile file{.country = root.at("country").text(), .regions = {}};
    const auto names = root.at("regions");
    for (const auto& [id, name] : regions->get_object()) {
        const auto place = Place::parse(file.country + "-" + std::string{std::string_view{id}});
        if (!place)
            names.wrong("has " + std::string{std::string_view{id}} + ", which is no region");
        file.regions.push_back(
            {.id = std::string{std::string_view{id}}, .name = names.at(id).text()}
        );
    }
    std::ranges::sort(file.regions, {}, &Region::name);
    return file;
}

}  // namespace buddy::law
