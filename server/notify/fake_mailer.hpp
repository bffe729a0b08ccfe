// Mailer in memory, for tests.
#pragma once

#include "notify/notify.hpp"

#include <utility>
#include <vector>

namespace buddy::notify {

class FakeMailer final : public Mailer {
public:
    std::vector<Mail> sent;
    Result<void> outcome;  ///< What send() answers; a mail that is refused is not kept.

    Task<Result<void>> send(Mail mail) override
    {
        if (outcome) sent.push_back(std::move(mail));
        co_return outcome;
    }
};

}  // namespace buddy::notify
