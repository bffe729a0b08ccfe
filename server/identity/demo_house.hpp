// Makes a family to look around with: parent@example.test, Mia and Leo.
#pragma once

#include "identity/accounts.hpp"
#include "identity/children.hpp"
#include "identity/devices.hpp"
#include "identity/identity.hpp"
#include "identity/sessions.hpp"

namespace buddy::identity {

class DemoHouse {
public:
    struct Parts {
        Accounts& accounts;
        Sessions& sessions;
        Children& children;
        Devices& devices;
        const Clock& clock;
    };
    explicit DemoHouse(Parts parts) : parts_{parts} {}
    /// Conflict  the family is there already.
    Task<Result<DemoFamily>> build();

private:
    struct Sketch {
        const char* nickname;
        int age;
        const char* avatar;
        std::vector<std::string> interests;
    };
    Task<Answer<DemoFamily::Child>> add_child(FamilyId family, Sketch sketch);

    Parts parts_;
};

}  // namespace buddy::identity
