// The web pages: files below one folder, read into memory once.
//
//     auto pages = StaticFiles::load(share / "web");
//     Pipeline pipeline{…, [&pages](Exchange& exchange) { return pages->serve(exchange); }};
//
// Files below assets/ carry a hash in their name and may be kept for ever; everything else is asked
// for again each time (ETag). `x.br` and `x.gz` beside `x` are sent to whoever takes them. A path
// without a file and without an extension is a page of the application: index.html.
//
// Threads  serve() from any loop; nothing changes after load().
#pragma once

#include "platform/http/exchange.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::http {

class StaticFiles {
public:
    /// Reads every regular file below `folder`; links are not followed. Blocks: call at start-up.
    /// NotFound  no such folder, or no index.html in it.
    [[nodiscard]] static Result<StaticFiles> load(const std::filesystem::path& folder);

    /// Answers GET and HEAD. Nothing outside the loaded files can be reached.
    [[nodiscard]] Task<> serve(Exchange& exchange) const;
    [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

private:
    struct File {
        std::string content;
        std::string gzip;    ///< Empty: none.
        std::string brotli;  ///< Empty: none.
        std::string etag;    ///< With quotes.
        std::string_view type;
        bool immutable = false;
    };
    [[nodiscard]] const File* find(std::string_view path) const;
    std::map<std::string, File, std::less<>> files_;
};

[[nodiscard]] std::string_view content_type_of(std::string_view file_name) noexcept;

}  // namespace buddy::http
