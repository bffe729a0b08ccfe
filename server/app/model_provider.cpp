#include "app/model_provider.hpp"

#include "llm/openai_provider.hpp"

namespace buddy::app {

std::unique_ptr<llm::ModelProvider> make_provider(
    const Config::Model& config, const http::Client& client, const Clock& clock
)
{
    if (config.openai_base_url.empty()) return nullptr;
    llm::ProviderSettings settings{
        .name = "openai",
        .base_url = config.openai_base_url,
        .api_key = config.openai_key,
        .model = config.openai_model
    };
    settings.timeouts.idle = std::chrono::seconds{config.idle_seconds};
    settings.timeouts.total = std::chrono::seconds{config.total_seconds};
    return std::make_unique<llm::OpenAiProvider>(std::move(settings), client, clock);
}

}  // namespace buddy::app
