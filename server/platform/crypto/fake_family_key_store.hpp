// FamilyKeyStore in memory, for tests and `buddy chat`. One event loop only.
#pragma once

#include "platform/crypto/family_key_store.hpp"

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
        rows_[std::move(family)] = Row{};
        co_return;
    }

private:
    struct Row {
        std::optional<sql::Blob> family_key;
        std::optional<sql::Blob> protected_key;
    };
    std::map<FamilyId, Row> rows_;
};

}  // namespace buddy::crypto
