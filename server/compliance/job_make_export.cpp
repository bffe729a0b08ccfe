#include "compliance/job_make_export.hpp"

#include "compliance/export_pages.hpp"
#include "compliance/zip_archive.hpp"

#include "platform/crypto/random.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::compliance {
namespace {

std::string export_named_in(const std::string& payload)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(payload, error);
    if (error || !value.is_object()) return {};
    const auto* id = value.get_object().if_contains("export");
    return id != nullptr && id->is_string() ? std::string{std::string_view{id->get_string()}}
                                            : std::string{};
}

}  // namespace

/// Cuts what is written into sealed chunks.
class ExportMaker::Writer {
public:
    Writer(SqlExportStore& store, Export wish, crypto::Sealer key)
        : store_{store}, so_far_{std::move(wish)}, key_{std::move(key)}
    {
    }
    Task<> write(std::string bytes)
    {
        waiting_ += bytes;
        while (waiting_.size() >= Export::chunk_bytes) co_await flush(Export::chunk_bytes);
    }
    void part_done() { ++so_far_.parts_done; }
    Task<> end()
    {
        if (!waiting_.empty()) co_await flush(waiting_.size());
        co_await store_.finish(so_far_.id, "made", so_far_.bytes);
    }

private:
    Task<> flush(std::size_t size)
    {
        const auto row = chunk_row(so_far_.id, chunks_);
        auto sealed =
            key_.seal(std::string_view{waiting_}.substr(0, size), {"export_chunks", "bytes", row});
        waiting_.erase(0, size);
        so_far_.bytes += static_cast<std::int64_t>(size);
        co_await store_.add_chunk(so_far_, chunks_, std::move(sealed));
        ++chunks_;
    }

    SqlExportStore& store_;
    Export so_far_;
    crypto::Sealer key_;
    std::string waiting_;
    std::size_t chunks_ = 0;
};

jobs::JobHandler ExportMaker::job()
{
    return [this](jobs::Job job) { return make(export_named_in(job.payload)); };
}

Task<Result<Export>> ExportMaker::ask(FamilyId family, GuardianId by)
{
    const auto now = parts_.clock.now();
    Export wish{
        .id = crypto::new_id_text(now),
        .family = std::move(family),
        .state = "waiting",
        .asked_at = now,
        .expires_at = now + Export::life,
        .parts = static_cast<std::int64_t>(parts_.data.size())
    };
    const auto asked = co_await parts_.store.ask(wish, std::move(by));
    if (!asked) co_return std::unexpected(asked.error());
    co_return wish;
}

Task<Result<void>> ExportMaker::make(std::string id)
{
    auto wish = co_await parts_.store.find(id);
    if (!wish || wish->state != "waiting") co_return Result<void>{};
    // The last archive made room for this one, and a try that was broken off begins anew.
    co_await parts_.keys.forget_archives(wish->family);
    auto key = co_await parts_.keys.of_archive(wish->family, id);
    if (!key) {
        co_await parts_.store.finish(id, "failed", 0);
        co_return failed(ErrorCode::Invalid, "the family's keys are gone");
    }
    co_await parts_.store.begin(id);
    wish->parts_done = 0;
    wish->bytes = 0;
    const auto now = parts_.clock.now();
    const auto family = wish->family;
    ZipArchive zip{now};
    Writer writer{parts_.store, std::move(*wish), std::move(*key)};
    std::vector<std::string> features;
    for (auto* data : parts_.data) {
        const std::string feature{data->name()};
        auto read = [data, &family] { return data->export_family(family); };
        const auto content = co_await parts_.pool.run(std::move(read));
        if (!content) co_return std::unexpected(content.error());
        co_await writer.write(
            zip.file("data/" + feature + ".json", export_file(feature, now, *content))
        );
        co_await writer.write(zip.file(feature + ".html", export_page(feature, *content)));
        features.push_back(feature);
        writer.part_done();
    }
    co_await writer.write(zip.file("index.html", export_index(now, features)));
    co_await writer.write(zip.end());
    co_await writer.end();
    co_return Result<void>{};
}

}  // namespace buddy::compliance
