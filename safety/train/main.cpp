// The trainer's command line.
#include "attack.hpp"
#include "author_gap.hpp"
#include "card.hpp"
#include "corpus.hpp"
#include "diversity.hpp"
#include "encoder_weights.hpp"
#include "goemotions.hpp"
#include "linear_trainer.hpp"
#include "lint.hpp"
#include "measures.hpp"
#include "mood_lessons.hpp"
#include "mood_measures.hpp"
#include "piece_learner.hpp"
#include "talk_readings.hpp"
#include "tensors.hpp"
#include "token_files.hpp"
#include "trainer.hpp"

#include "text/lexicon.hpp"
#include "text/linear_model.hpp"
#include "text/pieces.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace buddy;
using namespace buddy::train;

constexpr std::string_view usage =
    R"(buddy-train: makes and measures Buddy's safety model. Everything is deterministic.

  buddy-train lint   CORPUS            check the corpus; status 1 when something is wrong
  buddy-train diversity CORPUS         how varied the corpus is
  buddy-train split  CORPUS            give new families a side, write CORPUS/splits.json
  buddy-train train  --corpus CORPUS --lexicons FOLDER --out FILE.bdm
                                       train, calibrate, write the model and its card FILE.json
      --encoder FILE.safetensors --pieces FILE --share S   with the encoder of safety/train/encoder
      --sources FILE                           the public sets it has seen, for the card
      --without-author NAME                    leave this author's cases out of the learning
      --epochs N --dim N --hidden N --seed N   other settings than the usual ones
  buddy-train authors --names A,B,C    what readers lose on an author whom they never heard: recall
                                       on the author's calibration and test cases, with and without
      --corpus CORPUS --reader linear|bag      the linear yardstick, or the model without an encoder
      --percent N                              of innocent cases called needing (2)
  buddy-train linear --corpus CORPUS --out FILE
                                       train the linear yardstick of `buddy safety eval --format`
  buddy-train pieces --texts A.jsonl,B.jsonl --lexicons FOLDER --out FILE [--count N]
                                       learn the pieces that the encoder reads
  buddy-train tokens --texts A.jsonl --pieces FILE --lexicons FOLDER --out FILE [--copies N]
                                       cut texts into pieces for safety/train/encoder
  buddy-train talks  --cases FILE.jsonl --model FILE.bdm --out FILE
                                       what the talk reader is given for each case, for talks.py
  buddy-train predict --corpus CORPUS --model FILE.bdm
                                       all probabilities for the calibration side, a JSON line a case
  buddy-train report --corpus CORPUS --model FILE.bdm [--test]
                                       measure on the calibration side, or on the test side.
                                       Decide nothing by the test side: it is for the last look.
  buddy-train moods  --corpus CORPUS --goemotions FILE.jsonl --out FILE.bdm
                                       train and calibrate the reader of moods; takes the settings
                                       of train
  buddy-train emotions --corpus CORPUS --exam FOLDER --model FILE.bdm
                                       how well moods are read on the test side and on the exam; with
                                       --write alone, write the scale of the calibration side as
                                       moods.json beside the model
      --goemotions FILE.jsonl                  also the 28 labels of GoEmotions, on its dev part
                                               (unpacked; /dev/stdin will do)
  buddy-train attack --out FILE.jsonl  rewrite what the engine catches on the training side until it
                                       slips; print counts and ids, write the finds as corpus lines
      --corpus CORPUS --model FILE.bdm --rules FOLDER --policy FILE
      --tries N --chain N --seed N             the budget of a case, edits on top of each other
      --per-family N                           finds written of a family at most (2)
)";

struct Arguments {
    std::vector<std::string> words;
    std::map<std::string, std::string> options;
    std::set<std::string> flags;

    [[nodiscard]] std::string option(const std::string& name, std::string otherwise) const
    {
        const auto found = options.find(name);
        return found == options.end() ? std::move(otherwise) : found->second;
    }
};

Arguments parse(std::span<char*> arguments)
{
    Arguments parsed;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string word = arguments[i];
        if (!word.starts_with("--")) {
            parsed.words.push_back(word);
        } else if (word == "--test" || word == "--write" || i + 1 == arguments.size()) {
            parsed.flags.insert(word);
        } else {
            parsed.options[word] = arguments[++i];
        }
    }
    return parsed;
}

int complain(const Error& error)
{
    fmt::print(stderr, "buddy-train: {}\n", error.detail);
    return 1;
}

template <class Number>
void set_number(const Arguments& arguments, const char* name, Number& number)
{
    const std::string text = arguments.option(name, "");
    std::from_chars(text.data(), text.data() + text.size(), number);
}

struct Corpus {
    std::vector<Case> cases;
    Splits splits;
};

Result<Corpus> open_corpus(const std::filesystem::path& folder)
{
    auto cases = read_corpus(folder);
    if (!cases) return std::unexpected(cases.error());
    auto splits = read_splits(folder / "splits.json");
    if (!splits) return std::unexpected(splits.error());
    return Corpus{std::move(*cases), std::move(*splits)};
}

bool write_file(const std::filesystem::path& path, std::string_view bytes)
{
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(file.flush());
}

Result<std::string> read_file(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) return failed(ErrorCode::NotFound, path.string() + ": cannot be opened");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

Result<text::Normaliser> open_normaliser(const Arguments& arguments)
{
    return text::Normaliser::load(arguments.option("--lexicons", "data/lexicons"));
}

int lint(const Arguments& arguments)
{
    if (arguments.words.size() != 2) return complain({ErrorCode::Invalid, "lint needs a folder"});
    const auto corpus = open_corpus(arguments.words[1]);
    if (!corpus) return complain(corpus.error());
    const auto complaints = complaints_about(corpus->cases, corpus->splits);
    for (const std::string& line : complaints) fmt::print("{}\n", line);
    fmt::print("{} cases, {} complaints\n", corpus->cases.size(), complaints.size());
    return complaints.empty() ? 0 : 1;
}

int diversity(const Arguments& arguments)
{
    if (arguments.words.size() != 2)
        return complain({ErrorCode::Invalid, "diversity needs a folder"});
    const auto cases = read_corpus(arguments.words[1]);
    if (!cases) return complain(cases.error());
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    fmt::print("{}", table_of(diversity_of(*cases, *normaliser)));
    return 0;
}

int split(const Arguments& arguments)
{
    if (arguments.words.size() != 2) return complain({ErrorCode::Invalid, "split needs a folder"});
    const std::filesystem::path folder = arguments.words[1];
    const auto cases = read_corpus(folder);
    if (!cases) return complain(cases.error());
    auto splits = read_splits(folder / "splits.json");
    if (!splits && splits.error().code != ErrorCode::NotFound) return complain(splits.error());
    Splits known = splits ? std::move(*splits) : Splits{};
    extend_splits(*cases, known);
    if (!write_file(folder / "splits.json", splits_text(known)))
        return complain({ErrorCode::Unavailable, "splits.json cannot be written"});
    for (const auto side : {Side::Train, Side::Calibration, Side::Test})
        fmt::print(
            "side {}: {} cases\n", static_cast<int>(side), side_of(*cases, known, side).size()
        );
    return 0;
}

Settings settings_in(const Arguments& arguments, Settings settings = {})
{
    set_number(arguments, "--epochs", settings.epochs);
    set_number(arguments, "--dim", settings.dim);
    set_number(arguments, "--hidden", settings.hidden);
    set_number(arguments, "--seed", settings.seed);
    set_number(arguments, "--copies", settings.noisy_copies);
    set_number(arguments, "--rate", settings.rate);
    set_number(arguments, "--dense-rate", settings.dense_rate);
    set_number(arguments, "--feature-dropout", settings.feature_dropout);
    set_number(arguments, "--hidden-dropout", settings.hidden_dropout);
    set_number(arguments, "--decay", settings.decay);
    set_number(arguments, "--least-families", settings.least_families);
    return settings;
}

/// What was trained before: an encoder with its list of pieces, where --encoder names one, and the
/// sources of its data for the card.
struct Inherited {
    std::string pieces;
    std::optional<EncoderWeights> weights;
    std::string sources;
};

Result<Inherited> inherited_by(const Arguments& arguments)
{
    Inherited inherited;
    if (const std::string name = arguments.option("--encoder", ""); !name.empty()) {
        auto tensors = read_tensors(name);
        if (!tensors) return std::unexpected(tensors.error());
        auto weights = EncoderWeights::from(*tensors);
        if (!weights) return std::unexpected(weights.error());
        inherited.weights = std::move(*weights);
        auto pieces = read_file(arguments.option("--pieces", "data/models/pieces.txt"));
        if (!pieces) return std::unexpected(pieces.error());
        inherited.pieces = std::move(*pieces);
    }
    if (const std::string name = arguments.option("--sources", ""); !name.empty()) {
        auto sources = read_file(name);
        if (!sources) return std::unexpected(sources.error());
        inherited.sources = std::move(*sources);
    }
    return inherited;
}

Progress shown(const Settings& settings)
{
    return [epochs = settings.epochs](std::size_t epoch) {
        fmt::print(stderr, "\repoch {} of {}{}", epoch, epochs, epoch == epochs ? "\n" : "");
    };
}

int train_and_write(const Arguments& arguments)
{
    const std::filesystem::path folder = arguments.option("--corpus", "data/corpus");
    const std::filesystem::path out = arguments.option("--out", "data/models/safety.bdm");
    const auto corpus = open_corpus(folder);
    if (!corpus) return complain(corpus.error());
    const auto lexicons = text::Lexicon::read(arguments.option("--lexicons", "data/lexicons"));
    if (!lexicons) return complain(lexicons.error());
    const Settings settings = settings_in(arguments);
    auto learn = side_of(corpus->cases, corpus->splits, Side::Train);
    if (const std::string author = arguments.option("--without-author", ""); !author.empty()) {
        const auto left_out =
            std::erase_if(learn, [&](const Case* one) { return one->author == author; });
        fmt::print(stderr, "{} cases by {} left out\n", left_out, author);
    }
    const auto calibrate = side_of(corpus->cases, corpus->splits, Side::Calibration);
    const auto inherited = inherited_by(arguments);
    if (!inherited) return complain(inherited.error());
    std::optional<EncoderPart> encoder;
    if (inherited->weights) encoder.emplace(inherited->pieces, inherited->weights->answerer());
    if (encoder) set_number(arguments, "--share", encoder->share);
    const auto scratch = std::filesystem::path{out}.replace_extension(".tmp");
    const auto file = train_model(
        {.heads = heads(), .learn = learn, .calibrate = calibrate},
        *lexicons,
        settings,
        encoder ? &*encoder : nullptr,
        scratch,
        shown(settings)
    );
    if (!file) return complain(file.error());
    if (!write_file(out, *file))
        return complain({ErrorCode::Unavailable, "the model cannot be written"});
    const auto model = text::Model::load(out);
    if (!model) return complain(model.error());
    const Report report = measure(*model, calibrate);
    const CardFacts facts{
        .model = *model,
        .settings = settings,
        .model_bytes = file->size(),
        .learned = learn.size(),
        .calibrated = calibrate.size(),
        .report = report,
        .sources = inherited->sources,
        .share = encoder ? encoder->share : 0.0F
    };
    if (!write_file(std::filesystem::path{out}.replace_extension(".json"), card_of(facts)))
        return complain({ErrorCode::Unavailable, "the card cannot be written"});
    fmt::print("{}", table_of(report));
    fmt::print("model {}, {} bytes\n", model->version(), file->size());
    return 0;
}

constexpr std::uint64_t linear_seed = 20260101;

/// Scores by the linear yardstick. `normaliser` is borrowed.
Learner linear_learner(std::span<const Case* const> calibrate, const text::Normaliser& normaliser)
{
    return [=, &normaliser](auto learn, auto judged) -> Result<std::vector<double>> {
        const auto model =
            text::LinearModel::parse(train_linear(learn, calibrate, normaliser, linear_seed));
        if (!model) return std::unexpected(model.error());
        std::vector<double> scores;
        std::vector<text::SpokenTurn> turns;
        for (const Case* const one : judged) {
            const auto features = text::features_of(normaliser, input_of(*one, turns));
            scores.push_back(static_cast<double>(model->probability(features)));
        }
        return scores;
    };
}

/// Scores by the bag network of the model that ships, without its encoder.
Learner bag_learner(
    std::span<const Case* const> calibrate, const std::string& lexicons, const Settings& settings
)
{
    const auto file = std::filesystem::temp_directory_path() / fmt::format("bag-{}.bdm", getpid());
    return [=](auto learn, auto judged) -> Result<std::vector<double>> {
        const auto bytes = train_model(
            {heads(), learn, calibrate}, lexicons, settings, nullptr, file, [](std::size_t) {}
        );
        if (!bytes) return std::unexpected(bytes.error());
        if (!write_file(file, *bytes))
            return failed(ErrorCode::Unavailable, file.string() + ": cannot be written");
        const auto model = text::Model::load(file);
        std::filesystem::remove(file);
        if (!model) return std::unexpected(model.error());
        const auto needs = model->output("needs_action", "needs_action").value();
        std::vector<double> scores;
        std::vector<text::SpokenTurn> turns;
        for (const Case* const one : judged)
            scores.push_back(
                static_cast<double>(model->predict(input_of(*one, turns)).values.at(needs))
            );
        return scores;
    };
}

int authors(const Arguments& arguments)
{
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto lexicons = text::Lexicon::read(arguments.option("--lexicons", "data/lexicons"));
    if (!lexicons) return complain(lexicons.error());
    const auto normaliser = text::Normaliser::parse(*lexicons);
    if (!normaliser) return complain(normaliser.error());
    std::vector<std::string> names;
    std::stringstream listed{arguments.option("--names", "")};
    for (std::string name; std::getline(listed, name, ',');) names.push_back(name);
    const auto calibrate = side_of(corpus->cases, corpus->splits, Side::Calibration);
    AuthorSides sides{
        .learn = side_of(corpus->cases, corpus->splits, Side::Train), .judged = calibrate
    };
    std::ranges::copy(
        side_of(corpus->cases, corpus->splits, Side::Test), std::back_inserter(sides.judged)
    );
    double percent = 2;
    set_number(arguments, "--percent", percent);
    const bool bag = arguments.option("--reader", "linear") == "bag";
    const auto gaps = author_gaps(
        names,
        sides,
        percent / 100,
        bag ? bag_learner(calibrate, *lexicons, settings_in(arguments))
            : linear_learner(calibrate, *normaliser)
    );
    if (!gaps) return complain(gaps.error());
    fmt::print("{}", table_of(*gaps));
    return 0;
}

int linear(const Arguments& arguments)
{
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    const std::string file = train_linear(
        side_of(corpus->cases, corpus->splits, Side::Train),
        side_of(corpus->cases, corpus->splits, Side::Calibration),
        *normaliser,
        linear_seed
    );
    if (!write_file(arguments.option("--out", "data/models/linear.bin"), file))
        return complain({ErrorCode::Unavailable, "--out FILE cannot be written"});
    return 0;
}

int pieces(const Arguments& arguments)
{
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    PartCounts counts;
    std::stringstream names{arguments.option("--texts", "")};
    for (std::string name; std::getline(names, name, ',');) {
        std::ifstream lines{name};
        if (!lines) return complain({ErrorCode::NotFound, name + ": cannot be opened"});
        for_each_text(lines, *normaliser, [&](std::string_view text) {
            count_parts(text, counts);
        });
    }
    std::size_t count = 8192 - text::first_listed;
    set_number(arguments, "--count", count);
    const std::string list = learn_pieces(counts, count);
    if (!write_file(arguments.option("--out", ""), list))
        return complain({ErrorCode::Unavailable, "--out FILE cannot be written"});
    fmt::print(
        "{} pieces from {} different parts\n", std::ranges::count(list, '\n'), counts.size()
    );
    return 0;
}

int tokens(const Arguments& arguments)
{
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    const auto list = read_file(arguments.option("--pieces", "data/models/pieces.txt"));
    if (!list) return complain(list.error());
    const auto known = text::Pieces::parse(*list);
    if (!known) return complain(known.error());
    const std::string name = arguments.option("--texts", "");
    std::ifstream lines{name};
    if (!lines) return complain({ErrorCode::NotFound, name + ": cannot be opened"});
    std::size_t copies = 0;
    set_number(arguments, "--copies", copies);
    constexpr std::uint64_t seed = 20260101;
    if (!write_file(
            arguments.option("--out", ""), tokens_of(lines, *normaliser, *known, copies, seed)
        ))
        return complain({ErrorCode::Unavailable, "--out FILE cannot be written"});
    return 0;
}

int talks(const Arguments& arguments)
{
    const auto model = text::Model::load(arguments.option("--model", "data/models/safety.bdm"));
    if (!model) return complain(model.error());
    const std::string name = arguments.option("--cases", "");
    std::ifstream lines{name};
    if (!lines) return complain({ErrorCode::NotFound, name + ": cannot be opened"});
    if (!write_file(arguments.option("--out", ""), talk_readings_of(lines, *model)))
        return complain({ErrorCode::Unavailable, "--out FILE cannot be written"});
    fmt::print("{}\n", model->version());
    return 0;
}

/// Everything the model says of each case of a side, one JSON line each, never the words.
int predict(const Arguments& arguments)
{
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto model = text::Model::load(arguments.option("--model", "data/models/safety.bdm"));
    if (!model) return complain(model.error());
    for (const Case* const one : side_of(corpus->cases, corpus->splits, Side::Calibration)) {
        std::vector<text::SpokenTurn> turns;
        const text::Prediction prediction = model->predict(input_of(*one, turns));
        std::string line = fmt::format("{{\"id\":\"{}\"", one->id);
        for (const text::Head& head : model->heads()) {
            const auto values = prediction.of(head);
            for (std::size_t i = 0; i < values.size(); ++i)
                line += fmt::format(",\"{}/{}\":{:.4f}", head.name, head.labels[i], values[i]);
        }
        fmt::print("{}}}\n", line);
    }
    return 0;
}

int report(const Arguments& arguments)
{
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto model = text::Model::load(arguments.option("--model", "data/models/safety.bdm"));
    if (!model) return complain(model.error());
    const Side side = arguments.flags.contains("--test") ? Side::Test : Side::Calibration;
    fmt::print("{}", table_of(measure(*model, side_of(corpus->cases, corpus->splits, side))));
    return 0;
}

Result<std::vector<Post>> open_goemotions(const std::string& name)
{
    std::ifstream lines{name};
    if (!lines) return failed(ErrorCode::NotFound, name + ": cannot be opened");
    auto posts = read_goemotions(lines);
    if (!posts) return failed(posts.error().code, name + ": " + posts.error().detail);
    return posts;
}

int goemotions(const Arguments& arguments, const std::string& name)
{
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    const auto posts = open_goemotions(name);
    if (!posts) return complain(posts.error());
    Settings settings = goemotions_settings();
    set_number(arguments, "--epochs", settings.epochs);
    set_number(arguments, "--dim", settings.dim);
    set_number(arguments, "--hidden", settings.hidden);
    set_number(arguments, "--seed", settings.seed);
    set_number(arguments, "--feature-dropout", settings.feature_dropout);
    set_number(arguments, "--rate", settings.rate);
    fmt::print("{}\n", table_of(measure_goemotions(*posts, *normaliser, settings)));
    return 0;
}

std::vector<const Case*> judging(const Corpus& corpus, Side side)
{
    auto cases = side_of(corpus.cases, corpus.splits, side);
    std::erase_if(cases, [](const Case* one) { return !judges_moods(*one); });
    return cases;
}

int moods(const Arguments& arguments)
{
    const std::filesystem::path out = arguments.option("--out", "data/models/moods.bdm");
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto lexicons = text::Lexicon::read(arguments.option("--lexicons", "data/lexicons"));
    if (!lexicons) return complain(lexicons.error());
    const auto posts = open_goemotions(arguments.option("--goemotions", ""));
    if (!posts) return complain(posts.error());
    const auto lessons = mood_lessons(*posts);
    auto learn = side_of(corpus->cases, corpus->splits, Side::Train);
    std::erase_if(learn, [](const Case* one) { return one->speaker != text::Speaker::Child; });
    for (const Case& one : lessons) learn.push_back(&one);
    const auto calibrate = judging(*corpus, Side::Calibration);
    const Settings settings = settings_in(arguments, mood_settings());
    const auto file = train_model(
        {mood_heads(), learn, calibrate},
        *lexicons,
        settings,
        nullptr,
        std::filesystem::path{out}.replace_extension(".tmp"),
        shown(settings)
    );
    if (!file) return complain(file.error());
    if (!write_file(out, *file))
        return complain({ErrorCode::Unavailable, "the model cannot be written"});
    const auto reader = emotion::EmotionReader::load(out);
    if (!reader) return complain(reader.error());
    const auto scale = std::filesystem::path{out}.replace_extension(".json");
    if (!write_file(scale, to_json(scale_for(*reader, calibrate))))
        return complain({ErrorCode::Unavailable, scale.string() + " cannot be written"});
    fmt::print(
        "{} lessons, {} of them posts; model {}, {} bytes\n",
        learn.size(),
        lessons.size(),
        reader->model_version(),
        file->size()
    );
    return 0;
}

/// The reader's scale, or how well it reads. Never both at once: who writes looks at no test side.
int emotions(const Arguments& arguments)
{
    if (const std::string name = arguments.option("--goemotions", ""); !name.empty()) {
        const int status = goemotions(arguments, name);
        if (status != 0) return status;
    }
    const std::filesystem::path model = arguments.option("--model", "data/models/moods.bdm");
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    const auto normaliser = open_normaliser(arguments);
    if (!normaliser) return complain(normaliser.error());
    const auto reader = emotion::EmotionReader::load(model);
    if (!reader) return complain(reader.error());
    const auto calibrate = judging(*corpus, Side::Calibration);
    if (arguments.flags.contains("--write")) {
        if (write_file(model.parent_path() / "moods.json", to_json(scale_for(*reader, calibrate))))
            return 0;
        return complain({ErrorCode::Unavailable, "moods.json cannot be written"});
    }
    const auto exam = open_corpus(arguments.option("--exam", "data/exam"));
    if (!exam) return complain(exam.error());
    const MoodSides sides{
        .learn = judging(*corpus, Side::Train),
        .calibrate = calibrate,
        .measured =
            {{"test side", judging(*corpus, Side::Test)}, {"exam", judging(*exam, Side::Test)}}
    };
    fmt::print("{}", mood_table(sides, *reader, reader->scale(), *normaliser));
    return 0;
}

Result<safety::Engine> open_engine(const Arguments& arguments)
{
    // Time stands still: a busy machine decides about no case.
    const auto never = [] { return std::int64_t{0}; };
    return safety::Engine::load(
        {.model = arguments.option("--model", "data/models/safety.bdm"),
         .rules = arguments.option("--rules", "safety/rules"),
         .policy = arguments.option("--policy", "data/policy/policy.json")},
        {.thread_nanos = never, .wall_nanos = never, .at = {}}
    );
}

/// Only the training side is attacked: its finds may be learned from, and whoever looks for weak spots
/// looks at words.
int attack(const Arguments& arguments)
{
    const std::filesystem::path out = arguments.option("--out", "");
    if (out.empty()) return complain({ErrorCode::Invalid, "attack needs --out FILE"});
    const auto corpus = open_corpus(arguments.option("--corpus", "data/corpus"));
    if (!corpus) return complain(corpus.error());
    auto engine = open_engine(arguments);
    if (!engine) return complain(engine.error());
    AttackSettings settings;
    set_number(arguments, "--tries", settings.tries);
    set_number(arguments, "--chain", settings.chain);
    set_number(arguments, "--seed", settings.seed);
    std::size_t most = 2;
    set_number(arguments, "--per-family", most);
    const Attack search{by(std::move(*engine)), settings};
    AttackCounts counts;
    std::map<std::string, std::size_t> written;
    std::string lines;
    std::size_t number = 0;
    for (const Case* const one : side_of(corpus->cases, corpus->splits, Side::Train)) {
        if (one->speaker != text::Speaker::Child || !one->needs_action()) continue;
        Attempt attempt = search.on(*one);
        counts.add(attempt);
        if (attempt.result != Attempt::Result::Slipped) continue;
        const std::string edits = fmt::format("{}", fmt::join(attempt.edits, ", "));
        fmt::print("{}: {}\n", one->id, edits);
        if (written[one->family]++ >= most) continue;
        attempt.found.id = fmt::format("{}-{:04}", out.stem().string(), ++number);
        lines += corpus_line(attempt.found, one->id + " rewritten: " + edits) + "\n";
    }
    if (!write_file(out, lines))
        return complain({ErrorCode::Unavailable, "--out FILE cannot be written"});
    fmt::print("\n{}{} finds written\n", table_of(counts), number);
    return 0;
}

}  // namespace

int main(int count, char** values)
{
    const Arguments arguments =
        parse(std::span{values, static_cast<std::size_t>(count)}.subspan(1));
    const std::string command = arguments.words.empty() ? "" : arguments.words.front();
    if (command == "lint") return lint(arguments);
    if (command == "split") return split(arguments);
    if (command == "train") return train_and_write(arguments);
    if (command == "authors") return authors(arguments);
    if (command == "linear") return linear(arguments);
    if (command == "diversity") return diversity(arguments);
    if (command == "pieces") return pieces(arguments);
    if (command == "tokens") return tokens(arguments);
    if (command == "talks") return talks(arguments);
    if (command == "predict") return predict(arguments);
    if (command == "report") return report(arguments);
    if (command == "moods") return moods(arguments);
    if (command == "emotions") return emotions(arguments);
    if (command == "attack") return attack(arguments);
    fmt::print("{}", usage);
    return command == "help" || arguments.flags.contains("--help") ? 0 : 2;
}
