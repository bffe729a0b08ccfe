#include "notify/notify.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::notify {
namespace {

Task<Result<void>> run(Outbox& outbox, Mailer& mailer, jobs::Job job)
{
    boost::system::error_code error;
    const auto payload = boost::json::parse(job.payload, error);
    const auto* id =
        error || !payload.is_object() ? nullptr : payload.get_object().if_contains("mail");
    if (id == nullptr || !id->is_string())
        co_return failed(ErrorCode::Invalid, "the payload names no mail");
    std::string mail{id->get_string()};
    co_return co_await outbox.deliver(std::move(mail), mailer);
}

}  // namespace

jobs::JobHandler deliver_mail(Outbox& outbox, Mailer& mailer)
{
    return [&outbox, &mailer](jobs::Job job) { return run(outbox, mailer, std::move(job)); };
}

}  // namespace buddy::notify
