#include "llm/circuit_breaker.hpp"

namespace buddy::llm {

bool CircuitBreaker::may_try()
{
    return state_.with([this](State& state) {
        if (state.failures_in_a_row < settings_.failures) return true;
        if (state.trying || clock_.now() < state.rests_until) return false;
        state.trying = true;
        return true;
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

}  // namespace buddy::llm
