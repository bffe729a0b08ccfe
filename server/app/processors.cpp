#include "app/processors.hpp"

#include "app/model_provider.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace buddy::app {

namespace {

struct Known {
    std::string_view host;
    std::string_view name;
    std::string_view country;
};
/// Those whose address the defaults name. Of others the operator says who they are.
constexpr std::array<Known, 3> known_hosts{{
    {"api.openai.com", "OpenAI", "US"},
    {"api.anthropic.com", "Anthropic", "US"},
    {"api.resend.com", "Resend", "US"},
}};

consent::Use use_at(
    const Config& config, consent::Purpose purpose, std::string host, bool is_outside
)
{
    consent::Use use{.purpose = purpose, .processor = host, .name = host, .is_outside = is_outside};
    if (const auto* const known = std::ranges::find(known_hosts, host, &Known::host);
        known != known_hosts.end()) {
        use.name = known->name;
        use.country = known->country;
    }
    for (const auto& said : config.processors)
        if (said.host == host) {
            use.name = said.name;
            use.country = said.country;
        }
    return use;
}

bool is_this_machine(std::string_view host)
{
    const auto name = host.substr(0, host.rfind(':'));
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace

std::string host_of(std::string_view url)
{
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const auto user = url.rfind('@'); user != std::string_view::npos)
        url.remove_prefix(user + 1);
    return std::string{url};
}

consent::Notice notice_of(const Config& config)
{
    using consent::Purpose;
    std::vector<consent::Use> uses;
    for (const auto& model : configured_models(config.model)) {
        const bool is_openai = model == "openai";
        const auto& url =
            is_openai ? config.model.openai_base_url : config.model.anthropic_base_url;
        const bool is_outside = !is_openai || !config.model.is_local;
        uses.push_back(use_at(config, Purpose::Answers, host_of(url), is_outside));
    }
    if (config.has_judge())
        uses.push_back(use_at(
            config, Purpose::SecondOpinion, host_of(config.judge.url), !config.judge.is_local
        ));
    // What helps the model that answers is asked for as an answer is; the same host is asked for once.
    const auto add_helper = [&](bool is_on, const Config::Helper& helper) {
        auto use = use_at(config, Purpose::Answers, host_of(helper.url), is_on && !helper.is_local);
        const bool is_new = std::ranges::none_of(uses, [&use](const consent::Use& known) {
            return known.purpose == use.purpose && known.processor == use.processor;
        });
        if (is_on && is_new) uses.push_back(std::move(use));
    };
    add_helper(config.has_supporters(), config.supporter);
    add_helper(config.has_summaries(), config.summary);
    if (config.has_mail()) {
        auto host = host_of(
            config.mail.smtp_url.empty() ? config.mail.resend_base_url : config.mail.smtp_url
        );
        const bool is_outside = !is_this_machine(host);
        uses.push_back(use_at(config, Purpose::Mail, std::move(host), is_outside));
    }
    return consent::Notice{std::move(uses)};
}

consent::Scope scope_of_model(const Config& config, std::string_view model)
{
    using consent::Purpose;
    if (model == "judge")
        return {.purpose = Purpose::SecondOpinion, .processor = host_of(config.judge.url)};
    if (model == "supporter")
        return {.purpose = Purpose::Answers, .processor = host_of(config.supporter.url)};
    if (model == "summary")
        return {.purpose = Purpose::Answers, .processor = host_of(config.summary.url)};
    const auto& url =
        model == "openai" ? config.model.openai_base_url : config.model.anthropic_base_url;
    return {.purpose = Purpose::Answers, .processor = host_of(url)};
}

}  // namespace buddy::app
