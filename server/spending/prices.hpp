// What models cost, and how much they take in: data, with the day from which a price holds and where it was
// read.
//
//     const auto book = PriceBook::load({files.prices(), config.budget.prices});
//     const auto price = book->find("openai", "gpt-5-mini", day);
//     if (price) cost = cost_of(*price, tokens);
//
// A folder holds one JSON file a vendor (data/prices/README.md says what is in it). Later folders or
// files replace what earlier ones say of the same vendor's model: that is how an operator gives own
// prices. All files speak of one currency, for amounts of two cannot be added.
//
// Threads  A book never changes after load().
// Errors   load() alone can fail; its detail names every mistake with its file.
#pragma once

#include "spending/money.hpp"

#include "core/result.hpp"
#include "llm/llm.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::spending {

/// The tokens of one call, as the vendor counted them.
struct Tokens {
    std::int64_t input = 0;          ///< All of the prompt, the two that follow included.
    std::int64_t cached_input = 0;   ///< Read from the vendor's prompt cache.
    std::int64_t cache_written = 0;  ///< Written to it, where the vendor asks for that.
    std::int64_t output = 0;
    friend bool operator==(const Tokens&, const Tokens&) = default;
};

/// For one token each.
struct Price {
    Money input;
    Money cached_input;
    Money cache_write;
    Money output;
    friend bool operator==(const Price&, const Price&) = default;
};

/// Counts that make no sense (below zero, more cached than there are, millions) become the nearest that
/// do: what a vendor reports must not spoil a sum.
[[nodiscard]] Tokens plausible(const Tokens& tokens) noexcept;
/// Exact, of plausible counts.
[[nodiscard]] Money cost_of(const Price& price, const Tokens& tokens) noexcept;
/// What the vendor's prompt cache saved in that call; below zero where writing cost more than reading
/// saved.
[[nodiscard]] Money saved_by_cache(const Price& price, const Tokens& tokens) noexcept;

class PriceBook {
public:
    struct Entry {
        std::chrono::sys_days valid_from;
        Price price;
        std::string source;  ///< Where it was read.
    };

    /// Every path is a folder of .json files or one such file; empty paths are passed over. Blocks.
    /// NotFound  a path is not there.  Invalid  a file says something wrong.
    [[nodiscard]] static Result<PriceBook> load(const std::vector<std::filesystem::path>& places);

    /// The price on that day. A name that ends with a date ("gpt-5-mini-2025-08-07") is looked up
    /// without it, too. Empty: nobody knows.
    [[nodiscard]] std::optional<Price> find(
        std::string_view vendor, std::string_view model, std::chrono::sys_days day
    ) const;
    /// How much the model takes in and says at most, as its vendor has it; names as in find(). Empty:
    /// nobody knows.
    [[nodiscard]] std::optional<llm::Window> window_of(
        std::string_view vendor, std::string_view model
    ) const;
    /// "USD".
    [[nodiscard]] const std::string& currency() const noexcept { return currency_; }
    /// How many models have a price.
    [[nodiscard]] std::size_t size() const noexcept { return models_.size(); }

private:
    using Model = std::pair<std::string, std::string>;  // vendor, name
    using Models = std::map<Model, std::vector<Entry>>;
    friend class PriceFile;

    Models models_;
    std::map<Model, llm::Window> windows_;
    std::string currency_;
};

}  // namespace buddy::spending
