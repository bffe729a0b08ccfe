// The integer products of text/matrix.hpp by AMX: tiles of 16 rows × 64 bytes that the processor multiplies
// whole. Weights lie as a tile wants them already (four inputs of one output side by side).
#include "text/matrix.hpp"

#if defined(__x86_64__) && defined(__linux__)

#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#define BUDDY_TILES __attribute__((target("avx512f,amx-tile,amx-int8")))

namespace buddy::text {
namespace {

constexpr std::size_t side = 16;        // rows of a tile, and outputs
constexpr std::size_t tile_bytes = 64;  // inputs of a whole tile
constexpr std::size_t all_tiles = 8;

/// What LDTILECFG reads (Intel 64 manual, volume 1, chapter 18).
struct alignas(64) TileShapes {
    std::uint8_t palette = 1;
    std::uint8_t start_row = 0;
    std::array<std::uint8_t, 14> reserved{};
    std::array<std::uint16_t, 16> row_bytes{};
    std::array<std::uint8_t, 16> rows{};
};
static_assert(sizeof(TileShapes) == 64);

/// Tiles 0 to 3 hold sums; 4 and 5 values and weights; 6 and 7 what is left of them when `in` is no
/// multiple of tile_bytes.
TileShapes shapes_for(std::size_t in) noexcept
{
    TileShapes shapes;
    const std::size_t rest = in % tile_bytes;
    for (std::size_t tile = 0; tile < all_tiles; ++tile) {
        shapes.row_bytes.at(tile) = tile_bytes;
        shapes.rows.at(tile) = side;
    }
    shapes.row_bytes[6] = static_cast<std::uint16_t>(rest);
    shapes.rows[7] = static_cast<std::uint8_t>(rest / 4);
    if (rest == 0) shapes.row_bytes[6] = shapes.row_bytes[7] = shapes.rows[6] = shapes.rows[7] = 0;
    return shapes;
}

/// Where a block's numbers lie. Steps are in bytes, from one row of a tile to the next.
struct Place {
    const std::uint8_t* values;
    std::size_t values_step;
    const std::int8_t* weights;
    std::size_t weights_step;
};

/// Adds the products of one step along the inputs to Rows × Outputs tiles of sums: 0 and 1, below them 2 and 3.
template <int Values, int Weights, std::size_t Rows, std::size_t Outputs>
[[gnu::always_inline]] BUDDY_TILES inline void add_products(const Place& place)
{
    const std::uint8_t* const below = place.values + (side * place.values_step);
    _tile_loadd(Values, place.values, place.values_step);
    _tile_loadd(Weights, place.weights, place.weights_step);
    _tile_dpbusd(0, Values, Weights);
    if constexpr (Rows == 2) {
        _tile_loadd(Values, below, place.values_step);
        _tile_dpbusd(2, Values, Weights);
    }
    if constexpr (Outputs == 2)
        _tile_loadd(Weights, place.weights + tile_bytes, place.weights_step);
    if constexpr (Rows == 2 && Outputs == 2) {
        _tile_dpbusd(3, Values, Weights);
        _tile_loadd(Values, place.values, place.values_step);
    }
    if constexpr (Outputs == 2) _tile_dpbusd(1, Values, Weights);
}

/// Rows × Outputs tiles of sums from `values` and `first` on.
template <std::size_t Rows, std::size_t Outputs>
BUDDY_TILES void block(
    const std::uint8_t* values, const Matrix& matrix, std::size_t first, std::int32_t* sums
)
{
    Place place{
        .values = values,
        .values_step = matrix.in,
        .weights = matrix.weights.data() + (first * 4),
        .weights_step = matrix.out * 4
    };
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (std::size_t whole = matrix.in / tile_bytes; whole > 0; --whole) {
        add_products<4, 5, Rows, Outputs>(place);
        place.values += tile_bytes;
        place.weights += tile_bytes / 4 * place.weights_step;
    }
    if (matrix.in % tile_bytes != 0) add_products<6, 7, Rows, Outputs>(place);
    std::int32_t* const to = sums + first;
    std::int32_t* const below = to + (side * matrix.out);
    const std::size_t step = matrix.out * sizeof(std::int32_t);
    _tile_stored(0, to, step);
    if constexpr (Outputs == 2) _tile_stored(1, to + side, step);
    if constexpr (Rows == 2) _tile_stored(2, below, step);
    if constexpr (Rows == 2 && Outputs == 2) _tile_stored(3, below + side, step);
}

/// Some outputs of all rows: their weights stay near while the rows go by.
template <std::size_t Outputs>
BUDDY_TILES void outputs_from(
    std::size_t first,
    const std::uint8_t* values,
    std::size_t rows,
    const Matrix& matrix,
    std::int32_t* sums
)
{
    const auto at = [&](std::size_t row) {
        return std::pair{values + (row * matrix.in), sums + (row * matrix.out)};
    };
    std::size_t row = 0;
    for (; row + (2 * side) <= rows; row += 2 * side) {
        const auto [from, to] = at(row);
        block<2, Outputs>(from, matrix, first, to);
    }
    if (row == rows) return;
    // The last rows are done together with some before them: the same sums are written again.
    if (row + side < rows && rows >= 2 * side) {
        const auto [from, to] = at(rows - (2 * side));
        block<2, Outputs>(from, matrix, first, to);
        return;
    }
    for (; row < rows; row += side) {
        const auto [from, to] = at(std::min(row, rows - side));
        block<1, Outputs>(from, matrix, first, to);
    }
}

BUDDY_TILES void products_by_tiles(
    const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums
)
{
    if (rows < side) {
        ways::avx512()(values, rows, matrix, sums);
        return;
    }
    const TileShapes shapes = shapes_for(matrix.in);
    _tile_loadconfig(&shapes);
    std::size_t first = 0;
    for (; first + (2 * side) <= matrix.out; first += 2 * side)
        outputs_from<2>(first, values, rows, matrix, sums);
    if (first < matrix.out) outputs_from<1>(first, values, rows, matrix, sums);
    _tile_release();
}

/// The processor has tiles, and the kernel lets this process use them (Linux 5.16 and later).
bool may_use_tiles() noexcept
{
    unsigned int a = 0;
    unsigned int b = 0;
    unsigned int c = 0;
    unsigned int features = 0;
    constexpr unsigned int tile_and_int8 = (1U << 24U) | (1U << 25U);
    if (__get_cpuid_count(7, 0, &a, &b, &c, &features) == 0) return false;
    if ((features & tile_and_int8) != tile_and_int8) return false;
    constexpr long ask_for_state = 0x1023;  // ARCH_REQ_XCOMP_PERM
    constexpr long tile_data = 18;
    return ::syscall(SYS_arch_prctl, ask_for_state, tile_data) == 0;
}

}  // namespace

ways::Products ways::tiles() noexcept
{
    static const bool allowed = avx512() != nullptr && may_use_tiles();
    return allowed ? products_by_tiles : nullptr;
}

}  // namespace buddy::text

#else

namespace buddy::text {

ways::Products ways::tiles() noexcept
{
    return nullptr;
}

}  // namespace buddy::text

#endif
