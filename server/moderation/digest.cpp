#include "moderation/digest.hpp"

#include "moderation/care.hpp"
#include "platform/crypto/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;

constexpr Words activity{
    .en = "Messages to Buddy: {}, on {} of 7 days.",
    .es = "Mensajes a Buddy: {}, en {} de 7 días.",
    .fr = "Messages à Buddy : {}, sur {} jours de 7.",
    .de = "Nachrichten an Buddy: {}, an {} von 7 Tagen.",
    .pt = "Mensagens ao Buddy: {}, em {} de 7 dias."
};
constexpr Words alerts_all_taken{
    .en = "Alerts: {}, all taken up.",
    .es = "Avisos: {}, todos atendidos.",
    .fr = "Alertes : {}, toutes prises en charge.",
    .de = "Meldungen: {}, alle beantwortet.",
    .pt = "Alertas: {}, todos atendidos."
};
constexpr Words alerts_open{
    .en = "Alerts: {}. Not yet taken up: {}. Please look at your page.",
    .es = "Avisos: {}. Sin atender: {}. Mira tu página, por favor.",
    .fr = "Alertes : {}. Pas encore prises en charge : {}. Merci de regarder votre page.",
    .de = "Meldungen: {}. Noch ohne Antwort: {}. Bitte sehen Sie auf Ihrer Seite nach.",
    .pt = "Alertas: {}. Por atender: {}. Veja a sua página, por favor."
};

std::chrono::sys_days plain(const Day& day)
{
    return std::chrono::year_month_day{
        std::chrono::year{day.year},
        std::chrono::month{static_cast<unsigned>(day.month)},
        std::chrono::day{static_cast<unsigned>(day.day)}
    };
}

Day before(const Day& day, std::chrono::days count)
{
    const std::chrono::year_month_day date{plain(day) - count};
    return {
        .year = static_cast<int>(date.year()),
        .month = static_cast<int>(static_cast<unsigned>(date.month())),
        .day = static_cast<int>(static_cast<unsigned>(date.day()))
    };
}

}  // namespace

std::optional<Day> digest_due(Time now, const std::string& time_zone)
{
    const auto today = WeekFrame::today(now, time_zone);
    const auto left = WeekFrame{today, time_zone}.end() - now;  // until midnight there
    const std::chrono::weekday weekday{plain(today)};
    if (weekday == std::chrono::Sunday && left <= 7h) return before(today, std::chrono::days{1});
    if (weekday == std::chrono::Monday && left <= 16h && left > 4h)
        return before(today, std::chrono::days{2});
    return std::nullopt;
}

int ChildWeek::messages() const
{
    int sum = 0;
    for (const auto& day : moods.days) sum += day.turns;
    return sum;
}

int ChildWeek::days() const
{
    return static_cast<int>(std::ranges::count_if(moods.days, [](const MoodDay& day) {
        return day.turns > 0;
    }));
}

std::vector<std::string> sentences_of(const ChildWeek& week, std::string_view language)
{
    std::vector<std::string> out;
    if (week.messages() == 0 && week.alerts == 0) return out;
    const auto say = [language](const Words& words, auto... numbers) {
        return fmt::format(fmt::runtime(words.in(language)), numbers...);
    };
    if (week.messages() > 0) {
        out.push_back(say(activity, week.messages(), week.days()));
        out.push_back(week.moods.sentence);
    }
    if (week.open_alerts > 0)
        out.push_back(say(alerts_open, week.alerts, week.open_alerts));
    else if (week.alerts > 0)
        out.push_back(say(alerts_all_taken, week.alerts));
    return out;
}

std::string DigestLinks::token_for(const GuardianRef& guardian) const
{
    const auto who = guardian.family.text() + "." + guardian.guardian.text();
    return who + "." + crypto::keyed_hash(key_, who);
}

std::optional<GuardianRef> DigestLinks::guardian_in(std::string_view token) const
{
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    GuardianRef guardian{
        .family = FamilyId{std::string{token.substr(0, first)}},
        .guardian = GuardianId{std::string{token.substr(first + 1, second - first - 1)}}
    };
    const auto right = token_for(guardian);
    if (!crypto::equal_in_constant_time(right, token)) return std::nullopt;
    return guardian;
}

}  // namespace buddy::moderation
