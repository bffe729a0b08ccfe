// FamilyKeyStore in memory, for tests and `buddy chat`. One event loop only.
#pragma once

#include "platform/crypto/family_key_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace buddy::crypto {

class FakeFamilyKeyStore final : public FamilyKeyStore {
public:
    Task<bool> add(
        FamilyId family, sql::Blob family_key, sql::Blob protected_key, Time /*now*/
    ) override
    {
        co_return rows_
            .try_emplace(
                std::move(family),
                Row{.family_key = std::move(family_key), .protected_key = std::move(protected_key)}
            )
            .second;
    }
    Task<std::optional<sql::Blob>> find(FamilyId family, KeySpace space) override
    {
        const auto row = rows_.find(family);
        if (row == rows_.end()) co_return std::nullopt;
        co_return space == KeySpace::Family ? row->second.family_key : row->second.protected_key;
    }
    Task<> destroy(FamilyId family, Time /*now*/) override
    {
        for (auto& [owner, row] : own_)
            if (owner.family == family) row = Row{};
        std::erase_if(own_, [&family](const auto& entry) {
            return entry.first.family == family && entry.first.kind == KeyOwner::Kind::Archive;
        });
        rows_[std::move(family)] = Row{};
        co_return;
    }
    Task<bool> add_own(KeyOwner owner, sql::Blob own, sql::Blob protecting, Time /*now*/) override
    {
        const auto family = rows_.find(owner.family);
        if (family == rows_.end() || !family->second.family_key || is_anothers(owner))
            co_return false;
        co_return own_
            .try_emplace(
                std::move(owner),
                Row{.family_key = std::move(own), .protected_key = std::move(protecting)}
            )
            .second;
    }
    Task<std::optional<OwnKeys>> find_own(KeyOwner owner) override
    {
        const auto row = own_.find(owner);
        if (row == own_.end()) co_return std::nullopt;
        co_return OwnKeys{
            .owner = owner.id,
            .own = row->second.family_key,
            .protecting = row->second.protected_key
        };
    }
    Task<std::vector<OwnKeys>> keys_of_children(FamilyId family) override
    {
        std::vector<OwnKeys> keys;
        for (const auto& [owner, row] : own_)
            if (owner.family == family && owner.kind == KeyOwner::Kind::Child && row.family_key)
                keys.push_back(
                    {.owner = owner.id, .own = row.family_key, .protecting = row.protected_key}
                );
        co_return keys;
    }
    Task<> destroy_own(KeyOwner owner, Time /*now*/) override
    {
        if (!is_anothers(owner)) own_[std::move(owner)] = Row{};
        co_return;
    }
    Task<> forget_archives(FamilyId family) override
    {
        std::erase_if(own_, [&family](const auto& entry) {
            return entry.first.family == family && entry.first.kind == KeyOwner::Kind::Archive;
        });
        co_return;
    }

private:
    struct Row {
        std::optional<sql::Blob> family_key;
        std::optional<sql::Blob> protected_key;
    };
    /// Whether another family has an owner of this id.
    [[nodiscard]] bool is_anothers(const KeyOwner& owner) const
    {
        return std::ranges::any_of(own_, [&owner](const auto& entry) {
            return entry.first.id == owner.id && entry.first.family != owner.family;
        });
    }
    std::map<FamilyId, Row> rows_;
    std::map<KeyOwner, Row> own_;
};

}  // namespace buddy::crypto
