#include "platform/http/static_files.hpp"

#include "platform/http/problem.hpp"
#include "platform/http/router.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace buddy::http {

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot read " + path.string()};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string etag_of(std::string_view content)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(content.data(), content.size(), digest.data(), &length, EVP_sha256(), nullptr) !=
        1)
        throw std::runtime_error{"SHA-256 is not available"};
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::size_t bytes = 12;
    std::string tag = "\"";
    for (std::size_t i = 0; i < bytes; ++i) {
        tag += hex[digest.at(i) >> 4U];
        tag += hex[digest.at(i) & 0x0FU];
    }
    return tag + "\"";
}

bool accepts(std::string_view header, std::string_view coding)
{
    const auto at = header.find(coding);
    if (at == std::string_view::npos) return false;
    const auto rest = header.substr(at + coding.size());
    return !rest.starts_with(";q=0,") && rest != ";q=0";
}

}  // namespace

std::string_view content_type_of(std::string_view file_name) noexcept
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".avif", "image/avif"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".wasm", "application/wasm"},
    }};
    for (const auto& [ending, type] : types)
        if (file_name.ends_with(ending)) return type;
    return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::load(const fs::path& folder)
{
    if (!fs::is_regular_file(folder / "index.html"))
        return failed(ErrorCode::NotFound, "no index.html in " + folder.string());
    StaticFiles pages;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_symlink() || !entry.is_regular_file()) continue;
        auto path = "/" + entry.path().lexically_relative(folder).generic_string();
        auto content = read_file(entry.path());
        if (path.ends_with(".gz")) {
            pages.files_[path.substr(0, path.size() - 3)].gzip = std::move(content);
        } else if (path.ends_with(".br")) {
            pages.files_[path.substr(0, path.size() - 3)].brotli = std::move(content);
        } else {
            auto& file = pages.files_[path];
            file.etag = etag_of(content);
            file.content = std::move(content);
            file.type = content_type_of(path);
            file.immutable = path.starts_with("/assets/");
        }
    }
    // A packed copy whose original is not there is no file.
    std::erase_if(pages.files_, [](const auto& entry) { return entry.second.etag.empty(); });
    return pages;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const
{
    const auto decoded = percent_decode(path);
    if (!decoded) return nullptr;
    if (const auto found = files_.find(*decoded); found != files_.end()) return &found->second;
    const auto name = decoded->substr(decoded->rfind('/') + 1);
    if (name.contains('.')) return nullptr;
    return &files_.find("/index.html")->second;
}

Task<> StaticFiles::serve(Exchange& exchange) const
{
    const auto* file = find(exchange.path());
    if (file == nullptr) co_return co_await refuse(exchange, Fault::NotFound);
    Response response{
        .status = 200, .content_type = std::string{file->type}, .body = {}, .headers = {}
    };
    response.headers.emplace_back("ETag", file->etag);
    response.headers.emplace_back(
        "Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache"
    );
    if (!file->gzip.empty() || !file->brotli.empty())
        response.headers.emplace_back("Vary", "Accept-Encoding");
    if (exchange.header("if-none-match").contains(file->etag)) {
        response.status = 304;
        co_return co_await exchange.respond(std::move(response));
    }
    const auto codings = exchange.header("accept-encoding");
    if (!file->brotli.empty() && accepts(codings, "br")) {
        response.headers.emplace_back("Content-Encoding", "br");
        response.body = file->brotli;
    } else if (!file->gzip.empty() && accepts(codings, "gzip")) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.body = file->gzip;
    } else {
        response.body = file->content;
    }
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::http
