// Reads data/mentor file by file and lints it. Only content.cpp uses it.
#pragma once

#include "advisors/content.hpp"
#include "advisors/content_reader.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::advisors {

class ContentLoader {
public:
    ContentLoader(std::filesystem::path folder, Findings& findings)
        : folder_{std::move(folder)}, findings_{findings}
    {
    }
    /// Everything; what is wrong is in the findings.
    [[nodiscard]] Content load();

private:
    void load_topics();
    void load_topic(const Node& node);
    void load_any_time(std::string_view language);
    [[nodiscard]] Speech speech_from(const Node& node, TopicKind kind);
    [[nodiscard]] Beat beat_from(const Node& node);
    [[nodiscard]] Hearing hearing_from(const Node& node);
    void load_language(std::string_view language);
    void load_crisis(std::string_view language);
    void load_kind(std::string_view language);
    void load_maths(std::string_view language);
    void load_roles();
    void load_prompts();
    void load_examples();
    [[nodiscard]] std::string prompt_text(const char* path);
    void load_manner();
    [[nodiscard]] std::vector<std::string> topics_named(const Node& node);
    void load_council();
    void load_forbidden();
    void check_topics_named();
    void check_crisis();
    void check_lines();
    void check_blanks(const Line& line, const std::string& place);

    [[nodiscard]] ContentFile file(const std::string& name);
    [[nodiscard]] PhraseSet phrases_from(const Node& node);
    [[nodiscard]] Named<PhraseSet> phrase_groups_from(const Node& node);
    [[nodiscard]] Named<Lines> line_groups_from(const Node& node);
    [[nodiscard]] Named<std::string> texts_from(const Node& node);
    void name_topic(const Node& node, std::string id);

    std::filesystem::path folder_;
    Findings& findings_;
    Content content_;
    std::vector<std::pair<std::string, Node>> named_topics_;  ///< Topic and where it is named.
};

}  // namespace buddy::advisors
