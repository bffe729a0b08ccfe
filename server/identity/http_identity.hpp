// Identity's routes: accounts, family, children, devices.
//
// Lifetime The services outlive this; this outlives the route table.
#pragma once

#include "identity/accounts.hpp"
#include "identity/children.hpp"
#include "identity/devices.hpp"
#include "identity/families.hpp"
#include "identity/sessions.hpp"
#include "identity/sql_grown_up_store.hpp"
#include "identity/staff_entrance.hpp"
#include "platform/http/route.hpp"

#include <boost/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

class HttpIdentity {
public:
    struct Parts {
        Accounts& accounts;
        Families& families;
        FamilyStore& family_store;
        Children& children;
        Devices& devices;
        StaffStore& staff;
        StaffEntrance& entrance;
        SecondFactor& factor;
        Sessions& sessions;
        const Clock& clock;
        std::function<Task<Collecting>(FamilyId family)> collecting = {};  ///< As Identity::Parts.
        std::function<Task<bool>(FamilyId family, ChildId child)> is_leaving = {};  ///< Likewise.
        /// What an account is to which families. Empty: a guardian of its own.
        std::function<Task<std::vector<OwnFamily>>(GuardianId guardian)> families_of = {};
        /// Empty: no family is in dispute.
        std::function<Task<bool>(FamilyId family)> is_disputed = {};
    };
    explicit HttpIdentity(Parts parts) : parts_{parts} {}
    [[nodiscard]] http::Routes routes();
    /// Answers with the session and its cookie; ends the one that the browser had before. `more`: members
    /// beside those of the session.
    Task<> welcome(
        http::Exchange& exchange,
        unsigned status,
        OpenedSession opened,
        boost::json::object more = {}
    );

private:
    // Accounts
    Task<> get_session(http::Exchange& exchange);
    Task<> sign_in(http::Exchange& exchange);
    Task<> sign_out(http::Exchange& exchange);
    Task<> sign_up(http::Exchange& exchange);
    Task<> verify_email(http::Exchange& exchange);
    Task<> resend_verification(http::Exchange& exchange);
    // Staff
    Task<> sign_in_staff(http::Exchange& exchange);
    Task<> give_staff_code(http::Exchange& exchange);
    Task<> set_up_factor(http::Exchange& exchange);
    Task<> confirm_factor(http::Exchange& exchange);
    // Family
    Task<> get_family(http::Exchange& exchange);
    Task<> change_family(http::Exchange& exchange);
    Task<> list_children(http::Exchange& exchange);
    Task<> create_child(http::Exchange& exchange);
    Task<> change_child(http::Exchange& exchange);
    // Devices
    Task<> create_pairing_code(http::Exchange& exchange);
    Task<> list_devices(http::Exchange& exchange);
    Task<> remove_device(http::Exchange& exchange);
    Task<> pair_device(http::Exchange& exchange);
    Task<> get_device(http::Exchange& exchange);
    Task<> sign_in_child(http::Exchange& exchange);

    /// Whoever a session belongs to: of the ids, the one of its kind is set.
    struct Whom {
        SessionKind kind;
        FamilyId family;
        GuardianId guardian;
        ChildId child;
        StaffId staff;
    };
    /// The Session schema.
    Task<boost::json::object> describe(Whom whom);
    Task<std::optional<boost::json::object>> staff_face(StaffId id);
    Task<std::optional<boost::json::object>> child_face(ChildId child);
    Task<Collecting> collecting(FamilyId family);
    /// Role and families of an account: members of the Session schema's guardian.
    Task<> describe_families(boost::json::object& out, GuardianId guardian, FamilyId family);
    Task<> answer_device(
        http::Exchange& exchange,
        unsigned status,
        DeviceRecord device,
        std::optional<std::string> token
    );
    Task<> refuse(http::Exchange& exchange, Refusal refusal);

    Parts parts_;
};

}  // namespace buddy::identity
