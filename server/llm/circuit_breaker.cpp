#include "llm/circuit_breaker.hpp"

#include <utility>

namespace buddy::llm {

CircuitBreaker::Way CircuitBreaker::may_try()
{
    return state_.with([this](State& state) {
        if (state.failures_in_a_row < settings_.failures) return Way::Open;
        if (state.trying || clock_.now() < state.rests_until) return Way::Shut;
        state.trying = true;
        return Way::AfterRest;
    });
}

void CircuitBreaker::succeeded()
{
    state_.with([](State& state) { state = State{}; });
}

void CircuitBreaker::failed()
{
    state_.with([this](State& state) {
        state.trying = false;
        ++state.failures_in_a_row;
        if (state.failures_in_a_row >= settings_.failures)
            state.rests_until = clock_.now() + settings_.rest;
    });
}

void CircuitBreaker::dismissed()
{
    state_.with([](State& state) { state.trying = false; });
}

bool CircuitBreaker::is_open() const
{
    return state_.with([this](const State& state) {
        return state.failures_in_a_row >= settings_.failures &&
               (state.trying || clock_.now() < state.rests_until);
    });
}

std::optional<CircuitBreaker::Trial> CircuitBreaker::Trial::of(
    std::shared_ptr<CircuitBreaker> breaker
)
{
    const auto way = breaker->may_try();
    if (way == Way::Shut) return std::nullopt;
    return Trial{std::move(breaker), way == Way::AfterRest};
}

CircuitBreaker::Trial::~Trial()
{
    if (breaker_ && is_after_rest_) breaker_->dismissed();
}

void CircuitBreaker::Trial::succeeded()
{
    if (const auto breaker = std::exchange(breaker_, nullptr)) breaker->succeeded();
}

void CircuitBreaker::Trial::failed()
{
    if (const auto breaker = std::exchange(breaker_, nullptr)) breaker->failed();
}

}  // namespace buddy::llm
