// What a family may do with its data, over HTTP: take it along, have it erased, and read how long it is kept;
// and what a child may ask: how much is there about me.
//
// What cannot be taken back, and what carries every word away, asks for the guardian's password again.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "compliance/erasures.hpp"
#include "compliance/job_make_export.hpp"
#include "compliance/retention_store.hpp"

#include "identity/identity.hpp"
#include "platform/audit/audit.hpp"
#include "platform/http/route.hpp"

#include <functional>

namespace buddy::compliance {

class HttpRights {
public:
    struct Parts {
        Erasures& erasures;
        SqlErasureStore& erasure_store;
        ExportMaker& exports;
        SqlExportStore& export_store;
        RetentionStore& retention;
        KeepingTimes times;
        identity::Directory& directory;
        /// identity::Identity::confirm_password.
        std::function<Task<Result<void>>(GuardianId guardian, std::string password)> confirm;
        crypto::FamilyKeys& keys;
        std::vector<PersonalData*> data;
        BlockingPool& pool;
        audit::Trail& trail;
        const Clock& clock;
    };
    explicit HttpRights(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> get_retention(http::Exchange& exchange);
    Task<> list_exports(http::Exchange& exchange);
    Task<> create_export(http::Exchange& exchange);
    Task<> download_export(http::Exchange& exchange);
    Task<> list_erasures(http::Exchange& exchange);
    Task<> create_erasure(http::Exchange& exchange);
    Task<> undo_erasure(http::Exchange& exchange);
    Task<> get_my_data(http::Exchange& exchange);

    /// false: the password is wrong, and that was answered.
    Task<bool> is_confirmed(http::Exchange& exchange, std::string password);
    /// false: who asks sees less than an archive holds, and that was answered.
    Task<bool> sees_all(http::Exchange& exchange);
    Task<> send_archive(http::Exchange& exchange, Export made);

    Parts parts_;
};

}  // namespace buddy::compliance
