// A document as PDF, drawn with Cairo: tagged structure, fonts embedded, A4.
#include "insight/pdf_tail.hpp"
#include "insight/report.hpp"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>
#include <type_traits>
#include <utility>

namespace buddy::insight {
namespace {

// In points, 72 to an inch.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 56.0;
constexpr double text_width = page_width - 2 * margin;
constexpr double bottom = page_height - margin;
constexpr double text_size = 10.5;
constexpr double line_height = 1.45;
constexpr double cell_gap = 10.0;
constexpr std::array<double, 3> heading_sizes{20.0, 15.0, 12.0};

struct FreeTypeClosed {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceReleased {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
struct CairoDestroyed {
    void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_font_face_t* font) const { cairo_font_face_destroy(font); }
};
using Library = std::shared_ptr<std::remove_pointer_t<FT_Library>>;
using Font = std::unique_ptr<cairo_font_face_t, CairoDestroyed>;
using Surface = std::unique_ptr<cairo_surface_t, CairoDestroyed>;
using Drawing = std::unique_ptr<cairo_t, CairoDestroyed>;

/// Cairo's caches hold a font longer than we do: its file stays open until the last of them lets go.
struct KeptFace {
    Library library;
    std::unique_ptr<std::remove_pointer_t<FT_Face>, FaceReleased> face;
};
void release(void* kept)
{
    const std::unique_ptr<KeptFace> owned{static_cast<KeptFace*>(kept)};
}

Result<Font> font_in(const Library& library, const std::filesystem::path& file)
{
    static const cairo_user_data_key_t key{};
    FT_Face opened = nullptr;
    if (FT_New_Face(library.get(), file.c_str(), 0, &opened) != 0)
        return failed(
            ErrorCode::Unavailable,
            "the font " + file.string() + " is not there: install fonts-dejavu-core"
        );
    auto kept = std::make_unique<KeptFace>();
    kept->library = library;
    kept->face.reset(opened);
    Font font{cairo_ft_font_face_create_for_ft_face(opened, 0)};
    if (cairo_font_face_set_user_data(font.get(), &key, kept.get(), release) !=
        CAIRO_STATUS_SUCCESS)
        return failed(ErrorCode::Unavailable, "a font cannot be used");
    static_cast<void>(kept.release());
    return font;
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count)
{
    static_cast<std::string*>(to)->append(bytes, bytes + count);
    return CAIRO_STATUS_SUCCESS;
}

/// A tag of the PDF's structure, for as long as it lives.
class Tag {
public:
    Tag(cairo_t* drawing, const char* name) : drawing_{drawing}, name_{name}
    {
        cairo_tag_begin(drawing_, name_, nullptr);
    }
    Tag(const Tag&) = delete;
    Tag& operator=(const Tag&) = delete;
    Tag(Tag&&) = delete;
    Tag& operator=(Tag&&) = delete;
    ~Tag() { cairo_tag_end(drawing_, name_); }

private:
    cairo_t* drawing_;
    const char* name_;
};

class Page {
public:
    struct Look {
        cairo_t* drawing;
        cairo_font_face_t* plain;
        cairo_font_face_t* bold;
        const InsightWords& words;
        std::string language;
    };
    explicit Page(Look look) : look_{std::move(look)} {}

    void draw(const Heading& heading)
    {
        static constexpr std::array names{"H1", "H2", "H3"};
        const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3)) - 1;
        const double size = heading_sizes.at(level);
        use(look_.bold, size);
        const auto lines = wrapped(heading.text, text_width);
        // Never alone at the foot of a page.
        make_room(size * line_height * static_cast<double>(lines.size()) + 4 * text_size);
        y_ += size * 0.6;
        const Tag tag{look_.drawing, names.at(level)};
        use(look_.bold, size);
        for (const auto& line : lines) show(line, margin, size);
    }
    void draw(const Paragraph& paragraph)
    {
        use(look_.plain, text_size);
        const auto lines = wrapped(paragraph.text, text_width);
        make_room(text_size * line_height * static_cast<double>(lines.size()));
        const Tag tag{look_.drawing, "P"};
        use(look_.plain, text_size);
        for (const auto& line : lines) show(line, margin, text_size);
        y_ += text_size * 0.4;
    }
    void draw(const Table& table)
    {
        // A table that does not fit goes on as one more table under the same head.
        for (std::size_t row = 0; row < table.rows.size();) {
            make_room(row_height(table, table.head) + row_height(table, table.rows[row]));
            const Tag tag{look_.drawing, "Table"};
            draw_row(table.head, look_.bold, "TH");
            do {
                draw_row(table.rows[row], look_.plain, "TD");
                ++row;
            } while (row < table.rows.size() && y_ + row_height(table, table.rows[row]) <= bottom);
        }
        y_ += text_size;
    }
    void finish() { number_page(); }

private:
    void use(cairo_font_face_t* font, double size)
    {
        cairo_set_font_face(look_.drawing, font);
        cairo_set_font_size(look_.drawing, size);
    }
    [[nodiscard]] double width_of(const std::string& text) const
    {
        cairo_text_extents_t extents;
        cairo_text_extents(look_.drawing, text.c_str(), &extents);
        return extents.x_advance;
    }
    [[nodiscard]] std::vector<std::string> wrapped(const std::string& text, double width) const
    {
        std::vector<std::string> lines;
        std::istringstream stream{text};
        std::string line;
        for (std::string word; stream >> word;) {
            auto longer = line;
            longer += line.empty() ? word : " " + word;
            if (!line.empty() && width_of(longer) > width) {
                lines.push_back(std::exchange(line, word) + " ");  // or readers join the words
                continue;
            }
            line = std::move(longer);
        }
        lines.push_back(line);
        return lines;
    }
    void show(const std::string& line, double x, double size)
    {
        y_ += size * line_height;
        cairo_move_to(look_.drawing, x, y_);
        cairo_show_text(look_.drawing, line.c_str());
    }
    static double column_of(std::size_t columns)
    {
        return text_width / static_cast<double>(columns);
    }
    [[nodiscard]] double row_height(const Table& table, const std::vector<std::string>& row)
    {
        use(look_.bold, text_size);
        std::size_t lines = 1;
        for (const auto& text : row)
            lines = std::max(lines, wrapped(text, column_of(table.head.size()) - cell_gap).size());
        return text_size * line_height * static_cast<double>(lines) + text_size * 0.5;
    }
    void draw_row(const std::vector<std::string>& row, cairo_font_face_t* font, const char* name)
    {
        const Tag tag{look_.drawing, "TR"};
        const double top = y_;
        double lowest = top;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const Tag cell{look_.drawing, name};
            use(font, text_size);
            y_ = top;
            const double width = column_of(row.size());
            for (const auto& line : wrapped(row[column], width - cell_gap))
                show(line, margin + width * static_cast<double>(column), text_size);
            lowest = std::max(lowest, y_);
        }
        y_ = lowest + text_size * 0.5;
    }
    void make_room(double height)
    {
        if (y_ + height <= bottom) return;
        number_page();
        cairo_show_page(look_.drawing);
        y_ = margin;
    }
    void number_page()
    {
        use(look_.plain, text_size * 0.8);
        const Tag tag{look_.drawing, "P"};
        cairo_move_to(look_.drawing, margin, page_height - margin / 2);
        const auto text =
            look_.words.say(look_.language, "report.page", {{"page", std::to_string(++number_)}});
        cairo_show_text(look_.drawing, text.c_str());
    }

    Look look_;
    double y_ = margin;
    int number_ = 0;
};

}  // namespace

struct PdfPrinter::Parts {
    Font plain;
    Font bold;
};

Result<PdfPrinter> PdfPrinter::open(const Fonts& fonts)
{
    FT_Library opened = nullptr;
    if (FT_Init_FreeType(&opened) != 0)
        return failed(ErrorCode::Unavailable, "FreeType does not start");
    const Library library{opened, FreeTypeClosed{}};
    auto plain = font_in(library, fonts.plain);
    if (!plain) return std::unexpected(plain.error());
    auto bold = font_in(library, fonts.bold);
    if (!bold) return std::unexpected(bold.error());
    auto parts = std::make_shared<Parts>();
    parts->plain = std::move(*plain);
    parts->bold = std::move(*bold);
    return PdfPrinter{std::move(parts)};
}

Result<std::string> PdfPrinter::print(
    const Document& document, const InsightWords& words, std::string_view language
) const
{
    std::string bytes;
    const Surface surface{
        cairo_pdf_surface_create_for_stream(append, &bytes, page_width, page_height)
    };
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
    const Drawing drawing{cairo_create(surface.get())};
    Page page{
        {.drawing = drawing.get(),
         .plain = parts_->plain.get(),
         .bold = parts_->bold.get(),
         .words = words,
         .language = std::string{language}}
    };
    {
        const Tag whole{drawing.get(), "Document"};
        for (const auto& block : document.blocks)
            std::visit([&page](const auto& one) { page.draw(one); }, block);
        page.finish();
    }
    cairo_show_page(drawing.get());
    cairo_surface_finish(surface.get());
    if (cairo_status(drawing.get()) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        return failed(ErrorCode::Unavailable, "the PDF could not be drawn");
    return with_language(std::move(bytes), language);
}

}  // namespace buddy::insight
