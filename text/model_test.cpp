#include "text/model.hpp"

#include "text/digest.hpp"
#include "text/model_file.hpp"
#include "text/pieces.hpp"
#include "text/sequence.hpp"
#include "text/small_model.hpp"
#include "text/tokeniser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <thread>

namespace buddy::text {
namespace {

constexpr const char* shipped = BUDDY_SOURCE_DIR "/data/models/safety.bdm";

std::filesystem::path temporary(const std::string& bytes)
{
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    const auto path =
        std::filesystem::path{testing::TempDir()} / (std::string{test->name()} + ".bdm");
    std::ofstream{path, std::ios::binary} << bytes;
    return path;
}

/// The formula of model_file.hpp, written as plainly as possible and in double precision.
std::vector<double> plain_logits(
    const ModelView& view, const Features& features, const std::vector<float>& encoder
)
{
    std::vector<double> x;
    for (const auto& bag : features.bags) {
        std::vector<double> sum(view.dim, 0.0);
        double known = 0.0;
        for (const std::uint64_t hash : bag) {
            const std::uint32_t row = find_row(view.slots, hash);
            if (row == no_row) continue;
            known += 1.0;
            for (std::size_t i = 0; i < view.dim; ++i)
                sum[i] += static_cast<double>(view.row_scales[row]) * view.rows[row * view.dim + i];
        }
        for (const double value : sum) x.push_back(known > 0.0 ? value / std::sqrt(known) : 0.0);
    }
    x.insert(x.end(), features.traits.begin(), features.traits.end());
    const auto product = [](auto weights, float scale, const std::vector<double>& values) {
        double sum = 0.0;
        for (std::size_t i = 0; i < values.size(); ++i) sum += weights[i] * values[i];
        return sum * static_cast<double>(scale);
    };
    std::vector<double> hidden;
    for (std::size_t i = 0; i < view.hidden; ++i) {
        const double sum = product(view.w1.subspan(i * x.size()), view.w1_scales[i], x);
        hidden.push_back(std::max(0.0, sum + static_cast<double>(view.b1[i])));
    }
    std::vector<double> logits;
    for (std::size_t i = 0; i < view.outputs(); ++i) {
        const double raw = product(view.w2.subspan(i * hidden.size()), view.w2_scales[i], hidden) +
                           product(view.w3.subspan(i * x.size()), view.w3_scales[i], x) +
                           static_cast<double>(view.b2[i]);
        const double encoded = encoder.empty() ? 0.0 : static_cast<double>(encoder[i]);
        const double share = static_cast<double>(view.share);
        const double mixed = share * encoded + (1.0 - share) * raw;
        logits.push_back(
            mixed * static_cast<double>(view.slopes[i]) + static_cast<double>(view.offsets[i])
        );
    }
    return logits;
}

void expect_same(const Model& model, const ModelView& view, const ModelInput& input)
{
    const Prediction fast = model.predict(input);
    // The encoder has a reference of its own (encoder_test.cpp).
    std::vector<float> encoder;
    if (view.share > 0.0F) {
        const auto sequences = sequences_of(model.normaliser(), *Pieces::parse(view.pieces), input);
        encoder = answer(view.answerer, sequences.front());
    }
    const auto logits = plain_logits(view, features_of(model.normaliser(), input), encoder);
    for (const Head& head : view.heads) {
        double total = 0.0;
        for (std::size_t i = 0; i < head.labels.size(); ++i)
            total += std::exp(logits[head.first + i]);
        for (std::size_t i = 0; i < head.labels.size(); ++i) {
            const double logit = logits[head.first + i];
            const double slow = head.kind == HeadKind::Exclusive ? std::exp(logit) / total
                                                                 : 1.0 / (1.0 + std::exp(-logit));
            EXPECT_NEAR(static_cast<double>(fast.values.at(head.first + i)), slow, 1e-4);
        }
    }
}

std::string shipped_bytes()
{
    std::ifstream file{shipped, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(Digest, MatchesTheKnownValues)
{
    EXPECT_EQ(
        hex(digest_of({})), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
    );
    const std::string_view abc = "abc";
    EXPECT_EQ(
        hex(digest_of(std::as_bytes(std::span{abc}))),
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
    );
}

TEST(Model, ComputesWhatTheFormulaSays)
{
    SmallModel small = small_model();
    const ModelView& view = complete(small);
    const auto model = Model::load(temporary(write_model(view)));
    ASSERT_TRUE(model.has_value()) << model.error().detail;
    expect_same(*model, view, sample());
    expect_same(*model, view, {.text = "hello"});
    expect_same(*model, view, {.text = ""});
}

TEST(Model, ComputesWhatTheFormulaSaysWithTheShippedFile)
{
    const std::string bytes = shipped_bytes();
    std::vector<std::byte> storage(bytes.size() + 64);
    void* place = storage.data();
    std::size_t space = storage.size();
    std::memcpy(std::align(64, bytes.size(), place, space), bytes.data(), bytes.size());
    const auto view = read_model({static_cast<const std::byte*>(place), bytes.size()});
    ASSERT_TRUE(view.has_value());
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    expect_same(*model, *view, sample());
    expect_same(*model, *view, {.text = "i dont want to be here anymore", .age_band = 0});
    expect_same(*model, *view, {.text = "meine oma ist lieb", .locale = "de"});
}

TEST(Model, KnowsItsHeadsByName)
{
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    EXPECT_EQ(model->heads().size(), 9U);
    EXPECT_TRUE(model->output("categories", "misinformation").has_value());
    EXPECT_TRUE(model->output("emotions", "surprise").has_value());
    EXPECT_FALSE(model->output("categories", "nonsense").has_value());
    EXPECT_FALSE(model->output("nonsense", "joy").has_value());
    EXPECT_EQ(model->version().size(), 16U);
}

TEST(Model, AnswersWithProbabilities)
{
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    const Prediction prediction = model->predict(sample());
    for (const Head& head : model->heads()) {
        float sum = 0.0F;
        for (const float value : prediction.of(head)) {
            EXPECT_GE(value, 0.0F);
            EXPECT_LE(value, 1.0F);
            sum += value;
        }
        if (head.kind == HeadKind::Exclusive) {
            EXPECT_NEAR(sum, 1.0F, 1e-4F);
        }
    }
}

TEST(Model, LetsWhatWasSaidBeforeCount)
{
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    const auto needs = model->output("needs_action", "needs_action").value();
    const std::array<SpokenTurn, 1> dark = {
        {{Speaker::Mentor, "Are you thinking of killing yourself?"}}
    };
    const std::array<SpokenTurn, 1> light = {{{Speaker::Mentor, "Do you like pizza?"}}};
    const float after_dark = model->predict({.text = "yeah", .context = dark}).values.at(needs);
    const float after_light = model->predict({.text = "yeah", .context = light}).values.at(needs);
    EXPECT_GT(after_dark, after_light + 0.2F);
}

TEST(Model, GivesTheSameAnswerFromEveryThread)
{
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    const Prediction alone = model->predict(sample());
    std::array<Prediction, 4> together;
    {
        std::vector<std::jthread> threads;
        for (Prediction& prediction : together)
            threads.emplace_back([&] { prediction = model->predict(sample()); });
    }
    for (const Prediction& prediction : together) EXPECT_EQ(prediction.values, alone.values);
}

TEST(Model, TakesHostileInput)
{
    const auto model = Model::load(shipped);
    ASSERT_TRUE(model.has_value());
    const std::string garbage(40'000, '\xf0');
    const std::vector<SpokenTurn> turns(100, SpokenTurn{Speaker::Child, garbage});
    const Prediction prediction =
        model->predict({.text = garbage, .age_band = 9, .context = turns});
    EXPECT_TRUE(std::isfinite(prediction.values[0]));
}

TEST(Model, RefusesAFileThatIsNotThere)
{
    EXPECT_EQ(Model::load("/nowhere/model.bdm").error().code, ErrorCode::NotFound);
}

TEST(Model, RefusesAnyChangedByte)
{
    SmallModel small = small_model();
    const std::string good = write_model(complete(small));
    std::mt19937 random{5};
    for (int round = 0; round < 40; ++round) {
        std::string bad = good;
        bad[random() % bad.size()] ^= static_cast<char>(1U << (random() % 8));
        const auto model = Model::load(temporary(bad));
        // Bytes 56..63 are unused; every other one is guarded.
        if (bad.substr(56, 8) == good.substr(56, 8)) {
            ASSERT_FALSE(model.has_value());
            EXPECT_EQ(model.error().code, ErrorCode::Invalid);
        }
    }
}

TEST(Model, RefusesACutFile)
{
    SmallModel small = small_model();
    const std::string good = write_model(complete(small));
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{7}, std::size_t{64}, good.size() - 1})
        EXPECT_EQ(Model::load(temporary(good.substr(0, size))).error().code, ErrorCode::Invalid);
}

TEST(Model, RefusesTablesThatDoNotFitTogether)
{
    SmallModel small = small_model();
    complete(small);
    small.view.hidden += 1;
    EXPECT_EQ(Model::load(temporary(write_model(small.view))).error().code, ErrorCode::Invalid);
    complete(small);
    small.view.hidden -= 1;
    small.slots[0] = {1, 1'000'000};
    EXPECT_EQ(Model::load(temporary(write_model(small.view))).error().code, ErrorCode::Invalid);
}

TEST(Tokeniser, SplitsWordsAndKeepsTellingSigns)
{
    EXPECT_THAT(
        words_of("i don't know... why?! ok, bye"),
        testing::ElementsAre("i", "don't", "know", "..", "why", "?", "!", "ok", "bye")
    );
}

TEST(Tokeniser, FindsTheSameFeaturesWithAndWithoutApostrophes)
{
    const auto normaliser = Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    const auto with = features_of(*normaliser, {.text = "we'd go", .locale = "en"});
    const auto without = features_of(*normaliser, {.text = "wed go", .locale = "en"});
    EXPECT_EQ(with.bags[0], without.bags[0]);
}

TEST(Tokeniser, PutsEachTurnWhereItBelongs)
{
    const auto normaliser = Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    const auto features = features_of(*normaliser, sample());
    const auto empty = [&](Part part) {
        return features.bags.at(static_cast<std::size_t>(part)).empty();
    };
    EXPECT_FALSE(empty(Part::Message));
    EXPECT_FALSE(empty(Part::LastMentor));
    EXPECT_FALSE(empty(Part::LastChild));
    EXPECT_FALSE(empty(Part::EarlierChild));
    EXPECT_TRUE(empty(Part::EarlierMentor));
    EXPECT_FALSE(empty(Part::Cross));
}

}  // namespace
}  // namespace buddy::text
