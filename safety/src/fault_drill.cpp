#include "fault_drill.hpp"

#include "json_reading.hpp"
#include "talk_reader.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <memory>
#include <new>
#include <stdexcept>

namespace buddy::safety {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t over_thread_budget = 60'000'000;
constexpr std::int64_t over_wall_budget = 300'000'000;

/// A folder that is gone when the drill is over.
class DrillFolder {
public:
    DrillFolder()
    {
        static std::atomic<unsigned> count{0};
        path_ = fs::temp_directory_path() /
                ("buddy-drill-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        fs::create_directories(path_);
    }
    DrillFolder(const DrillFolder&) = delete;
    DrillFolder& operator=(const DrillFolder&) = delete;
    DrillFolder(DrillFolder&&) = delete;
    DrillFolder& operator=(DrillFolder&&) = delete;
    ~DrillFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const noexcept { return path_; }

private:
    fs::path path_;
};

void write(const fs::path& file, std::string_view bytes)
{
    std::ofstream{file, std::ios::binary} << bytes;
}

/// Replaces the first `what` after `mark`.
std::string replaced_after(
    std::string text, std::string_view mark, std::string_view what, std::string_view with
)
{
    const auto from = text.find(mark);
    const auto place = from == std::string::npos ? from : text.find(what, from);
    if (place != std::string::npos) text.replace(place, what.size(), with);
    return text;
}

constexpr std::array layer_faults{"throw", "throw_other", "bad_alloc", "slow_thread", "slow_wall"};
constexpr std::array load_faults{
    "load_missing_model",
    "load_corrupt_model",
    "load_truncated_model",
    "load_missing_talks",
    "load_talks_of_another_model",
    "load_missing_rules",
    "load_malformed_rules",
    "load_missing_policy",
    "load_malformed_policy",
    "load_policy_below_floor"
};

bool is_one_of(const auto& names, std::string_view name)
{
    for (const std::string_view known : names) {
        if (known == name) return true;
    }
    return false;
}

}  // namespace

/// Faults and clocks shared between the drill and the hooks of its engine.
struct DrillGround::Injection {
    std::string fault;
    std::string at;
    bool armed = false;
    std::int64_t thread_now = 0;
    std::int64_t wall_now = 0;

    void strike(std::string_view layer)
    {
        if (!armed || layer != at) return;
        if (fault == "throw") throw std::runtime_error{"drill"};
        if (fault == "throw_other")
            throw 42;  // NOLINT(hicpp-exception-baseclass): that is the drill
        if (fault == "bad_alloc") throw std::bad_alloc{};
        if (fault == "slow_thread") thread_now += over_thread_budget;
        if (fault == "slow_wall") wall_now += over_wall_budget;
    }
};

DrillGround::DrillGround(EngineFiles files, Engine engine, std::shared_ptr<Injection> injection)
    : files_{std::move(files)}, engine_{std::move(engine)}, injection_{std::move(injection)}
{
}

Result<DrillGround> DrillGround::open(const EngineFiles& files)
{
    const auto injection = std::make_shared<Injection>();
    EngineHooks hooks;
    hooks.thread_nanos = [injection] { return injection->thread_now; };
    hooks.wall_nanos = [injection] { return injection->wall_now; };
    hooks.at = [injection](std::string_view layer) { injection->strike(layer); };
    auto engine = Engine::load(files, std::move(hooks));
    if (!engine) return std::unexpected(engine.error());
    return DrillGround{files, std::move(*engine), injection};
}

Result<FaultDrill> FaultDrill::parse(std::string_view line)
{
    const auto json = parse_json("fault", line);
    if (!json) return std::unexpected(json.error());
    ObjectReader reader{*json, "fault"};
    FaultDrill drill;
    drill.id_ = reader.text("id");
    drill.fault_ = reader.text("fault");
    drill.at_ = reader.text("at");
    drill.expect_ = reader.text("expect");
    const bool at_load = is_one_of(load_faults, drill.fault_);
    const bool in_layer = is_one_of(layer_faults, drill.fault_);
    if (!at_load && !in_layer) reader.complain("unknown fault " + drill.fault_);
    if (drill.expect_ != (at_load ? "load_refused" : "unavailable")) {
        reader.complain("expect does not fit the fault");
    }
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    if (in_layer) {
        auto example = parse_case(line);
        if (!example) return std::unexpected(example.error());
        drill.example_ = std::move(*example);
    }
    return drill;
}

std::optional<std::string> FaultDrill::run(const DrillGround& ground) const
{
    return at_.empty() ? run_load_fault(ground) : run_layer_fault(ground);
}

EngineFiles FaultDrill::broken(const EngineFiles& files, const fs::path& folder) const
{
    EngineFiles copy{
        .model = folder / "safety.bdm", .rules = folder / "rules", .policy = folder / "policy.json"
    };
    std::string model = read_file(files.model).value_or("");
    std::string policy = read_file(files.policy).value_or("");
    if (fault_ == "load_corrupt_model") model[model.size() / 2] ^= 0x20;
    if (fault_ == "load_truncated_model") model.resize(model.size() / 2);
    std::string talks = read_file(talks_beside(files.model)).value_or("");
    if (fault_ == "load_talks_of_another_model")
        talks = replaced_after(talks, "\"model\"", ":\"", ":\"0");
    if (fault_ == "load_malformed_policy") policy.resize(policy.size() / 2);
    if (fault_ == "load_policy_below_floor") {
        policy = replaced_after(
            policy, "\"self_harm\"", "\"high\": \"escalate\"", "\"high\": \"allow\""
        );
    }
    if (fault_ != "load_missing_model") write(copy.model, model);
    if (fault_ != "load_missing_talks") write(talks_beside(copy.model), talks);
    if (fault_ != "load_missing_policy") write(copy.policy, policy);
    if (fault_ == "load_missing_rules") return copy;
    fs::copy(files.rules, copy.rules, fs::copy_options::recursive);
    if (fault_ == "load_malformed_rules") write(copy.rules / "zz_broken.json", "{\"rules\": [{]}");
    return copy;
}

std::optional<std::string> FaultDrill::run_load_fault(const DrillGround& ground) const
{
    const DrillFolder folder;
    if (Engine::load(broken(ground.files_, folder.path()))) {
        return "loaded although something is broken";
    }
    RiskState after;
    const bool recovers = ground.engine_.assess({.text = "hello"}, {}, after).available;
    return recovers ? std::nullopt : std::optional<std::string>{"an engine that was fine is not"};
}

std::optional<std::string> FaultDrill::run_layer_fault(const DrillGround& ground) const
{
    auto& injection = *ground.injection_;
    injection.fault = fault_;
    injection.at = at_;
    injection.armed = true;
    const auto turns = example_.turns();
    Message message = example_.message();
    message.context = turns;
    const RiskState before;
    RiskState after;
    const auto closed = ground.engine_.assess(message, before, after);
    injection.armed = false;
    if (closed.available || !closed.flagged()) return "did not fail closed";
    if (after.bytes != before.bytes) return "the state moved although nothing was judged";
    if (!ground.engine_.assess(message, before, after).available) return "does not recover";
    return std::nullopt;
}

}  // namespace buddy::safety
