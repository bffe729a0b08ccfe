#include "text/model.hpp"

#include "text/digest.hpp"
#include "text/model_file.hpp"
#include "text/pieces.hpp"
#include "text/sequence.hpp"
#include "text/tokeniser.hpp"
#include "text/wide.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ranges>
#include <system_error>
#include <utility>

namespace buddy::text {
namespace {

/// A file in memory, read-only. Movable, unmapped at the end.
class MappedFile {
public:
    MappedFile() = default;
    explicit MappedFile(std::span<const std::byte> bytes) noexcept : bytes_{bytes} {}
    MappedFile(MappedFile&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
    MappedFile& operator=(MappedFile&& other) noexcept
    {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile()
    {
        if (bytes_.empty()) return;
        // munmap wants a pointer to mutable memory although it only forgets it.
        ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
    }
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

std::string last_system_error()
{
    return std::system_category().message(errno);
}

Result<MappedFile> map_descriptor(int descriptor)
{
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return failed(ErrorCode::NotFound, last_system_error());
    if (!S_ISREG(status.st_mode) || status.st_size == 0)
        return failed(ErrorCode::Invalid, "not a regular file with content");
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    if (begin == MAP_FAILED) return failed(ErrorCode::Invalid, last_system_error());
    return MappedFile{std::span{static_cast<const std::byte*>(begin), size}};
}

Result<MappedFile> map_file(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return failed(ErrorCode::NotFound, path.string() + ": " + last_system_error());
    auto file = map_descriptor(descriptor);
    ::close(descriptor);
    if (!file) file.error().detail.insert(0, path.string() + ": ");
    return file;
}

BUDDY_WIDE void add_row(const std::int8_t* row, float scale, float* sum, std::size_t dim)
{
    for (std::size_t i = 0; i < dim; ++i) sum[i] += scale * static_cast<float>(row[i]);
}

BUDDY_WIDE float weigh(const std::int8_t* weights, const float* values, std::size_t count)
{
    // Eight sums side by side: a fixed order that the compiler may do in one register.
    float sums[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane)
            sums[lane] += static_cast<float>(weights[i + lane]) * values[i + lane];
    }
    for (; i < count; ++i) sums[i % 8] += static_cast<float>(weights[i]) * values[i];
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) +
           ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

float logistic(float value) noexcept
{
    return 1.0F / (1.0F + std::exp(-value));
}

void softmax(std::span<float> values) noexcept
{
    const float top = std::ranges::max(values);
    float sum = 0.0F;
    for (float& value : values) sum += value = std::exp(value - top);
    for (float& value : values) value /= sum;
}

/// The first layer's input: one vector per part, then the traits.
std::vector<float> gather(const ModelView& view, const Features& features)
{
    std::vector<float> inputs(view.inputs());
    std::vector<std::uint32_t> known;
    float* sum = inputs.data();
    for (const auto& bag : features.bags) {
        known.clear();
        for (const std::uint64_t hash : bag) {
            if (const std::uint32_t row = find_row(view.slots, hash); row != no_row)
                known.push_back(row);
        }
        for (const std::uint32_t row : known)
            add_row(
                view.rows.data() + std::size_t{row} * view.dim, view.row_scales[row], sum, view.dim
            );
        const float norm =
            known.empty() ? 0.0F : 1.0F / std::sqrt(static_cast<float>(known.size()));
        for (std::size_t i = 0; i < view.dim; ++i) sum[i] *= norm;
        sum += view.dim;
    }
    std::ranges::copy(features.traits, sum);
    return inputs;
}

/// Adds what the bag network says.
void add_bag(const ModelView& view, const Features& features, std::span<float> raw)
{
    const std::vector<float> inputs = gather(view, features);
    std::vector<float> hidden(view.hidden);
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        const float sum = weigh(view.w1.data() + i * inputs.size(), inputs.data(), inputs.size());
        hidden[i] = std::max(0.0F, sum * view.w1_scales[i] + view.b1[i]);
    }
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const float deep = weigh(view.w2.data() + i * hidden.size(), hidden.data(), hidden.size());
        const float wide = weigh(view.w3.data() + i * inputs.size(), inputs.data(), inputs.size());
        const float sum = deep * view.w2_scales[i] + wide * view.w3_scales[i] + view.b2[i];
        raw[i] += (1.0F - view.share) * sum;
    }
}

/// Adds what the encoder says. Of a long message the part with the most need for action counts.
void add_encoder(
    const ModelView& view, const std::vector<Sequence>& sequences, std::span<float> raw
)
{
    const auto needs = std::ranges::find(view.heads, "needs_action", &Head::name);
    const std::size_t first = needs == view.heads.end() ? 0 : needs->first;
    std::vector<float> worst = answer(view.answerer, sequences.front());
    for (const Sequence& sequence : sequences | std::views::drop(1)) {
        std::vector<float> other = answer(view.answerer, sequence);
        if (other[first] > worst[first]) worst = std::move(other);
    }
    for (std::size_t i = 0; i < raw.size(); ++i) raw[i] += view.share * worst[i];
}

}  // namespace

struct Model::Parts {
    MappedFile file;
    ModelView view;
    Normaliser normaliser;
    Pieces pieces;
    std::string version;
};

Result<Model> Model::load(const std::filesystem::path& file)
{
    auto mapped = map_file(file);
    if (!mapped) return std::unexpected(mapped.error());
    auto view = read_model(mapped->bytes());
    if (!view) return failed(view.error().code, file.string() + ": " + view.error().detail);
    auto normaliser = Normaliser::parse(view->lexicons);
    if (!normaliser)
        return failed(ErrorCode::Invalid, file.string() + ": " + normaliser.error().detail);
    auto pieces = Pieces::parse(view->pieces);
    if (!pieces) return failed(ErrorCode::Invalid, file.string() + ": " + pieces.error().detail);
    if (view->share > 0.0F && pieces->size() != view->answerer.encoder.piece.scales.size())
        return failed(
            ErrorCode::Invalid, file.string() + ": pieces and encoder do not fit together"
        );
    Digest digest;
    std::memcpy(digest.data(), mapped->bytes().data() + 24, digest.size());
    return Model{std::make_shared<const Parts>(Parts{
        .file = std::move(*mapped),
        .view = std::move(*view),
        .normaliser = std::move(*normaliser),
        .pieces = std::move(*pieces),
        .version = hex(digest, 8)
    })};
}

Prediction Model::predict(const ModelInput& input) const
{
    NormalisedOnce texts{parts_->normaliser};
    return predict(input, texts);
}

Prediction Model::predict(const ModelInput& input, NormalisedOnce& texts) const
{
    const ModelView& view = parts_->view;
    Prediction prediction;
    const auto raw = std::span{prediction.values}.first(view.outputs());
    if (view.share < 1.0F) add_bag(view, features_of(texts, input), raw);
    if (view.share > 0.0F) add_encoder(view, sequences_of(texts, parts_->pieces, input), raw);
    for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = raw[i] * view.slopes[i] + view.offsets[i];
    for (const Head& head : view.heads) {
        const auto values = raw.subspan(head.first, head.labels.size());
        if (head.kind == HeadKind::Exclusive) {
            softmax(values);
        } else {
            std::ranges::transform(values, values.begin(), logistic);
        }
    }
    return prediction;
}

const std::vector<Head>& Model::heads() const noexcept
{
    return parts_->view.heads;
}

std::optional<std::size_t> Model::output(std::string_view head, std::string_view label)
    const noexcept
{
    for (const Head& candidate : parts_->view.heads) {
        if (candidate.name != head) continue;
        const auto found = std::ranges::find(candidate.labels, label);
        if (found == candidate.labels.end()) return std::nullopt;
        return candidate.first + static_cast<std::size_t>(found - candidate.labels.begin());
    }
    return std::nullopt;
}

const Normaliser& Model::normaliser() const noexcept
{
    return parts_->normaliser;
}

const std::string& Model::version() const noexcept
{
    return parts_->version;
}

}  // namespace buddy::text
