#include "spending/prices.hpp"

#include "spending/calendar_day.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace buddy::spending {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::int64_t tokens_a_price = 1'000'000;
/// No call has more.
constexpr std::int64_t most_tokens = 10'000'000;
/// Less holds no talk.
constexpr std::int64_t smallest_window = 1'024;
/// For a million tokens.
constexpr std::int64_t dearest_units = 10'000;

std::string_view text_in(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string()) return {};
    return value->get_string();
}

/// Without "-2025-08-07" or "-20251001" at the end.
std::string_view without_date(std::string_view model)
{
    const auto ends_with_date = [&model](std::string_view shape) {
        if (model.size() <= shape.size()) return false;
        return std::ranges::equal(
            model.substr(model.size() - shape.size()),
            shape,
            [](char letter, char wanted) {
                return wanted == '0' ? letter >= '0' && letter <= '9' : letter == wanted;
            }
        );
    };
    for (const std::string_view shape : {"-0000-00-00", "-00000000"})
        if (ends_with_date(shape)) return model.substr(0, model.size() - shape.size());
    return model;
}

}  // namespace

Tokens plausible(const Tokens& tokens) noexcept
{
    Tokens out;
    out.input = std::clamp<std::int64_t>(tokens.input, 0, most_tokens);
    out.output = std::clamp<std::int64_t>(tokens.output, 0, most_tokens);
    out.cached_input = std::clamp<std::int64_t>(tokens.cached_input, 0, out.input);
    out.cache_written =
        std::clamp<std::int64_t>(tokens.cache_written, 0, out.input - out.cached_input);
    return out;
}

Money cost_of(const Price& price, const Tokens& tokens) noexcept
{
    const auto counted = plausible(tokens);
    const auto plain = counted.input - counted.cached_input - counted.cache_written;
    return price.input * plain + price.cached_input * counted.cached_input +
           price.cache_write * counted.cache_written + price.output * counted.output;
}

Money saved_by_cache(const Price& price, const Tokens& tokens) noexcept
{
    const auto counted = plausible(tokens);
    return (price.input - price.cached_input) * counted.cached_input -
           (price.cache_write - price.input) * counted.cache_written;
}

/// Reads one file into a book, and every mistake it has.
class PriceFile {
public:
    PriceFile(PriceBook& book, std::vector<std::string>& mistakes, std::string name)
        : book_{book}, mistakes_{mistakes}, name_{std::move(name)}
    {
    }

    void read(const std::string& text)
    {
        boost::system::error_code error;
        const auto value = json::parse(text, error, {}, {.allow_comments = true});
        const auto* file = error ? nullptr : value.if_object();
        if (file == nullptr) return say("is no JSON object");
        check_members(*file, {"vendor", "currency", "prices", "windows"}, "the file");
        vendor_ = text_in(*file, "vendor");
        if (vendor_.empty()) say("names no vendor");
        read_currency(text_in(*file, "currency"));
        const auto* prices = file->if_contains("prices");
        if (prices == nullptr || !prices->is_array() || prices->get_array().empty())
            return say("has no list of prices");
        for (const auto& one : prices->get_array())
            if (const auto* entry = one.if_object())
                read_entry(*entry);
            else
                say("has a price that is no object");
        read_windows(*file);
        for (auto& [model, entries] : models_) {
            std::ranges::sort(entries, {}, &PriceBook::Entry::valid_from);
            book_.models_[model] = std::move(entries);
        }
    }

private:
    void say(const std::string& what) { mistakes_.push_back(name_ + " " + what); }

    void check_members(
        const json::object& object, std::vector<std::string_view> known, const std::string& where
    )
    {
        for (const auto& member : object)
            if (std::ranges::find(known, std::string_view{member.key()}) == known.end())
                say("has an unknown member \"" + std::string{member.key()} + "\" in " + where);
    }

    void read_currency(std::string_view currency)
    {
        const bool is_code = currency.size() == 3 && std::ranges::all_of(currency, [](char c) {
                                 return c >= 'A' && c <= 'Z';
                             });
        if (!is_code) return say("names no currency such as USD");
        if (!book_.currency_.empty() && book_.currency_ != currency)
            return say(
                "is in " + std::string{currency} + ", other prices are in " + book_.currency_ +
                ": amounts of two currencies cannot be added"
            );
        book_.currency_ = currency;
    }

    void read_entry(const json::object& entry)
    {
        const std::string model{text_in(entry, "model")};
        if (model.empty()) return say("has a price without a model");
        check_members(
            entry,
            {"model",
             "valid_from",
             "input",
             "cached_input",
             "cache_write",
             "output",
             "source",
             "read_on"},
            model
        );
        const auto valid_from = day_in(text_in(entry, "valid_from"));
        if (!valid_from) say("has no day valid_from for " + model);
        if (!day_in(text_in(entry, "read_on"))) say("has no day read_on for " + model);
        if (text_in(entry, "source").empty()) say("does not say where it has " + model + " from");
        auto& entries = models_[{vendor_, model}];
        if (!valid_from) return;
        if (std::ranges::find(entries, *valid_from, &PriceBook::Entry::valid_from) != entries.end())
            say("has two prices of " + model + " from the same day on");
        entries.push_back(
            {.valid_from = *valid_from,
             .price = price_in(entry, model),
             .source = std::string{text_in(entry, "source")}}
        );
    }

    void read_windows(const json::object& file)
    {
        const auto* windows = file.if_contains("windows");
        if (windows == nullptr) return;
        if (!windows->is_array()) return say("has windows that are no list");
        for (const auto& one : windows->get_array())
            if (const auto* entry = one.if_object())
                read_window(*entry);
            else
                say("has a window that is no object");
    }

    void read_window(const json::object& entry)
    {
        const std::string model{text_in(entry, "model")};
        if (model.empty()) return say("has a window without a model");
        check_members(entry, {"model", "context", "answer", "source", "read_on"}, model);
        if (!day_in(text_in(entry, "read_on")))
            say("has no day read_on for the window of " + model);
        if (text_in(entry, "source").empty())
            say("does not say where it has the window of " + model + " from");
        const auto context = tokens_in(entry, "context");
        const auto answer = tokens_in(entry, "answer");
        if (context < smallest_window || answer < 1 || answer > context)
            return say(
                "needs \"context\" and \"answer\" of " + model +
                " as numbers of tokens, the second within the first"
            );
        book_.windows_[{vendor_, model}] = {.context = context, .answer = answer};
    }

    /// 0: there is no such number.
    static std::int64_t tokens_in(const json::object& entry, std::string_view member)
    {
        const auto* value = entry.if_contains(member);
        return value != nullptr && value->is_int64() ? value->get_int64() : 0;
    }

    Price price_in(const json::object& entry, const std::string& model)
    {
        Price price{
            .input = token_price(entry, "input", model),
            .cached_input = token_price(entry, "cached_input", model),
            .cache_write = {},
            .output = token_price(entry, "output", model)
        };
        price.cache_write =
            entry.contains("cache_write") ? token_price(entry, "cache_write", model) : price.input;
        if (price.cached_input > price.input)
            say("asks more for cached input than for input of " + model);
        return price;
    }

    Money token_price(const json::object& entry, std::string_view member, const std::string& model)
    {
        const auto amount = Money::parse(text_in(entry, member));
        const bool is_sound = amount && amount->trillionths() % tokens_a_price == 0 &&
                              *amount <= Money{dearest_units * Money::parts_a_unit};
        if (!is_sound) {
            say("needs \"" + std::string{member} + "\" of " + model +
                " for a million tokens as text, such as \"0.25\", with at most six decimals");
            return {};
        }
        return Money{amount->trillionths() / tokens_a_price};
    }

    PriceBook& book_;
    std::vector<std::string>& mistakes_;
    std::string name_;
    std::string vendor_;
    PriceBook::Models models_;
};

Result<PriceBook> PriceBook::load(const std::vector<fs::path>& places)
{
    PriceBook book;
    std::vector<std::string> mistakes;
    for (const auto& place : places) {
        if (place.empty()) continue;
        if (!fs::exists(place))
            return failed(ErrorCode::NotFound, "there are no prices at " + place.string());
        std::vector<fs::path> files;
        if (fs::is_directory(place)) {
            for (const auto& file : fs::directory_iterator{place})
                if (file.path().extension() == ".json") files.push_back(file.path());
        } else {
            files.push_back(place);
        }
        std::ranges::sort(files);
        for (const auto& file : files) {
            std::ifstream in{file, std::ios::binary};
            PriceFile{book, mistakes, file.filename().string()}.read(
                {std::istreambuf_iterator<char>{in}, {}}
            );
        }
    }
    if (mistakes.empty()) return book;
    std::string all;
    for (const auto& mistake : mistakes) all += (all.empty() ? "" : "; ") + mistake;
    return failed(ErrorCode::Invalid, "prices: " + all);
}

std::optional<llm::Window> PriceBook::window_of(std::string_view vendor, std::string_view model)
    const
{
    for (const auto name : {model, without_date(model)})
        if (const auto found = windows_.find({std::string{vendor}, std::string{name}});
            found != windows_.end())
            return found->second;
    return std::nullopt;
}

std::optional<Price> PriceBook::find(
    std::string_view vendor, std::string_view model, std::chrono::sys_days day
) const
{
    for (const auto name : {model, without_date(model)}) {
        const auto found = models_.find({std::string{vendor}, std::string{name}});
        if (found == models_.end()) continue;
        const auto& entries = found->second;
        const auto later = std::ranges::upper_bound(entries, day, {}, &Entry::valid_from);
        if (later != entries.begin()) return std::prev(later)->price;
    }
    return std::nullopt;
}

}  // namespace buddy::spending
