// SPDX-License-Identifier: Apache-2.0
// Tagged lines: how programs for Caliendo & Parro 2015 hand on their data.
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "equilibrium/trade_draft.h"
#include "evidence/grid.h"

namespace countervail {

namespace {

struct Line {
    std::string_view text;
    int number = 0;
};

/// Words of a line, without a copy; more than `most` are counted and not kept.
template <std::size_t most>
std::size_t words_of(std::string_view line, std::array<std::string_view, most>& words) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = line.find_first_not_of(" \t\r", at);
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
        if (count < most) words[count] = line.substr(begin, end - begin);
        ++count;
        at = end;
    }
    return count;
}

struct Tag {
    std::string_view name;
    TradeDraft::Kind kind;
    std::size_t indices;
    const char* shape;
};
constexpr std::array<Tag, 5> kTags{{{"IC", TradeDraft::Kind::inputs, 3, "IC input industry place value"},
                                    {"FC", TradeDraft::Kind::final_use, 2, "FC industry place value"},
                                    {"VA", TradeDraft::Kind::value_added, 2, "VA industry place value"},
                                    {"TR", TradeDraft::Kind::trade, 3, "TR industry exporter importer value tariff tariff-before tariff-after"},
                                    {"DE", TradeDraft::Kind::deficit, 1, "DE place deficit"}}};

/// A whole number from 0 to below `below`.
std::optional<int> index_of(std::string_view text, std::size_t below) {
    if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const int value = std::stoi(std::string(text));
    return static_cast<std::size_t>(value) < below ? std::optional(value) : std::nullopt;
}

class LineReader {
  public:
    LineReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    Result<TradeData> read() {
        if (text_.size() > kMaximumFileBytes) return fail({file_}, "is larger than this program reads", "256 MiB at most");
        if (const auto at = first_invalid_utf8(text_); at != std::string_view::npos) return fail({file_}, "is not text: byte " + std::to_string(at) + " is no UTF-8", "save it as UTF-8");
        if (!read_head()) return std::unexpected(std::move(errors_));
        TradeDraft draft(places_, industries_, theta_);
        while (next()) {
            if (!draft.full()) read_row(draft);
        }
        for (const Tag& tag : kTags) {
            const std::size_t whole = draft.whole(tag.kind), count = draft.count(tag.kind);
            if (count >= whole || (tag.kind == TradeDraft::Kind::deficit && count == 0)) continue;
            draft.problem({file_, line_.number}, "ends with " + std::to_string(count) + " lines " + std::string(tag.name) + " of " + std::to_string(whole), "was the file cut off? figures of 0 are written too");
        }
        return draft.finish(file_);
    }

  private:
    bool next() {
        while (at_ < text_.size()) {
            const std::size_t end = std::min(text_.find('\n', at_), text_.size());
            line_ = {text_.substr(at_, end - at_), line_.number + 1};
            at_ = end + 1;
            if (line_.text.find_first_not_of(" \t\r") != std::string_view::npos) return true;
        }
        return false;
    }

    void say(std::string what, std::string hint) { errors_.push_back({{file_, line_.number}, std::move(what), std::move(hint)}); }

    bool read_head() {
        std::array<std::string_view, 2> sizes;
        std::optional<int> places, industries;
        if (next() && words_of(line_.text, sizes) == 2) places = index_of(sizes[0], TradeDraft::kMostNames + 1), industries = index_of(sizes[1], TradeDraft::kMostNames + 1);
        if (!places || !industries || *places < 2 || *industries < 1) {
            say("does not begin with the numbers of places and industries", "first line: 31 40; at least 2 places, at most 1,000 of each");
            return false;
        }
        const auto n = static_cast<std::size_t>(*places), j = static_cast<std::size_t>(*industries);
        if (n * n * j + j * j * n > TradeDraft::kMostCells) {
            say("has more figures than this program reads", "join places or industries");
            return false;
        }
        if (!read_names(places_, n, "places") || !read_names(industries_, j, "industries") || !next()) {
            if (errors_.empty()) say("ends before the elasticities", "fourth line: one theta per industry");
            return false;
        }
        std::vector<std::string> texts;
        split_words(texts);
        if (texts.size() != j) say("has " + std::to_string(texts.size()) + " elasticities for " + std::to_string(j) + " industries", "fourth line: one theta per industry");
        for (const std::string& text : texts) {
            const auto value = parse_number(text);
            if (!value || !(*value > 0)) say("\"" + text.substr(0, 40) + "\" is not an elasticity", "theta is above 0");
            theta_.push_back(value.value_or(1));
        }
        return errors_.empty();
    }

    void split_words(std::vector<std::string>& into) const {
        for (const std::string& word : split(line_.text, ' ')) {
            if (std::string bare = trim(word); !bare.empty()) into.push_back(std::move(bare));
        }
    }

    bool read_names(std::vector<std::string>& names, std::size_t count, const char* what) {
        if (!next()) {
            say(std::string("ends before the names of ") + what, "one word each, on one line");
            return false;
        }
        split_words(names);
        if (names.size() != count) say("names " + std::to_string(names.size()) + " " + what + " of " + std::to_string(count), "one word each, with _ for spaces");
        if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) say(std::string("names one of the ") + what + " twice", "each once");
        return errors_.empty();
    }

    void read_row(TradeDraft& draft) {
        std::array<std::string_view, 8> words;
        const std::size_t count = words_of(line_.text, words);
        const Place where{file_, line_.number};
        const Tag* tag = nullptr;
        for (const Tag& each : kTags) tag = each.name == words[0] ? &each : tag;
        if (!tag) return draft.problem(where, "\"" + std::string(words[0].substr(0, 40)) + "\" begins no line of this layout", "lines begin with IC, FC, VA, TR or DE");
        const bool trade = tag->kind == TradeDraft::Kind::trade;
        const std::size_t least = 2 + tag->indices + (trade ? 1 : 0), most = trade ? 8 : least;
        if (count != least && count != most) return draft.problem(where, "has " + std::to_string(count) + " words", std::string("write: ") + tag->shape);
        std::array<int, 3> index{};
        for (std::size_t i = 0; i < tag->indices; ++i) {
            const bool industry = tag->kind == TradeDraft::Kind::inputs ? i < 2 : tag->kind != TradeDraft::Kind::deficit && i == 0;
            const auto found = index_of(words[1 + i], industry ? industries_.size() : places_.size());
            if (!found) return draft.problem(where, "\"" + std::string(words[1 + i].substr(0, 40)) + "\" numbers none of the " + (industry ? "industries" : "places"), std::string("they count from 0: ") + tag->shape);
            index[i] = *found;
        }
        std::array<double, 4> figure{};
        for (std::size_t i = 1 + tag->indices; i < count; ++i) {
            if (!read_figure(draft, words[i], where, figure[i - 1 - tag->indices])) return;
        }
        draft.set(tag->kind, index[0], index[1], index[2], figure[0], where);
        if (trade) draft.set_rates(index[0], index[1], index[2], figure[1], count == most ? &figure[2] : nullptr, count == most ? &figure[3] : nullptr, where);
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
    Line line_;
    std::vector<std::string> places_, industries_;
    std::vector<double> theta_;
    Errors errors_;
};

}  // namespace

Result<TradeData> read_trade_lines(std::string_view text, const std::string& file) { return LineReader(text, file).read(); }

}  // namespace countervail
