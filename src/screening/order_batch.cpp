// SPDX-License-Identifier: Apache-2.0
#include "screening/order_batch.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <unordered_set>

#include "base/parallel.h"
#include "base/text.h"
#include "evidence/csv.h"
#include "screening/order_screener.h"

namespace countervail {

namespace {

/// The orders in pieces that end where an order ends.
class Pieces {
  public:
    Pieces(std::istream& stream, std::size_t bytes) : stream_(stream), bytes_(bytes) {}

    std::string first_row() {
        std::string row;
        std::getline(stream_, row);
        read_ += row.size() + 1;
        return row;
    }

    /// Empty at the end.
    std::string next(int order_column) {
        std::string piece = std::move(rest_);
        rest_.clear();
        for (std::size_t cut = 0; cut == 0;) {
            const std::size_t have = piece.size();
            piece.resize(have + bytes_);
            stream_.read(piece.data() + have, static_cast<std::streamsize>(bytes_));
            const auto got = static_cast<std::size_t>(stream_.gcount());
            piece.resize(have + got);
            read_ += got;
            if (got < bytes_) return piece;   // the end of the file ends its last order
            cut = end_of_whole_orders(piece, order_column);
            if (cut == 0) continue;           // one order larger than a piece
            rest_.assign(piece, cut, std::string::npos);
            piece.resize(cut);
        }
        return piece;
    }

    std::size_t read() const { return read_; }

  private:
    std::istream& stream_;
    std::size_t bytes_;
    std::string rest_;
    std::size_t read_ = 0;
};

/// Screeners that wait for work: as many as there were threads at once, each with what it remembers.
class Screeners {
  public:
    explicit Screeners(const BatchLaw& law) : law_(law) {}

    PieceAnswers screen(std::string_view piece) {
        std::unique_ptr<OrderScreener> one;
        {
            const std::scoped_lock lock(mutex_);
            if (!waiting_.empty()) {
                one = std::move(waiting_.back());
                waiting_.pop_back();
            }
        }
        if (!one) one = std::make_unique<OrderScreener>(law_);
        PieceAnswers answers = one->screen(piece);
        const std::scoped_lock lock(mutex_);
        waiting_.push_back(std::move(one));
        return answers;
    }

  private:
    const BatchLaw& law_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<OrderScreener>> waiting_;
};

void add(BatchCounts& sum, const BatchCounts& one) {
    sum.orders += one.orders;
    sum.rows += one.rows;
    sum.bad += one.bad;
    for (std::size_t i = 0; i < sum.by_outcome.size(); ++i) sum.by_outcome[i] += one.by_outcome[i];
}

std::string joined(const std::set<std::string>& words, const char* apart) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : apart) + word;
    return text;
}

}  // namespace

std::vector<std::string> batch_columns(const LawBook& book) {
    std::vector<std::string> columns{"order", "on", "item", "answer"};
    for (const std::string& power : book.powers()) columns.push_back(power);
    for (const char* name : {"decided_by", "policy", "needs", "hangs_on", "duties", "tariff", "problem"}) columns.emplace_back(name);
    return columns;
}

std::string batch_answer(const Screening& screening, const std::string& item) {
    std::set<std::string> decided, policies, needs, hangs, duties;
    std::string text = csv_cell(item) + "," + csv_cell(to_text(screening.overall));
    for (const PowerScreening& power : screening.powers) {
        text += "," + csv_cell(to_text(power.outcome));
        for (const auto& [choice, outcome] : power.elsewhere) hangs.insert(choice + ": " + power.power + " " + to_text(outcome));
        if (power.goods_disagree) needs.insert("item");
        for (const std::size_t i : power.answer.deciding) {
            const LimbFinding& limb = screening.goods[power.decided_by].assessment.limbs[i];
            decided.insert(limb.act + "#" + limb.limb);
            if (limb.policy != Policy::none) policies.insert(to_text(limb.policy));
        }
        for (const MissingFact& fact : power.answer.needs) needs.insert(fact.fact);
    }
    const Assessment& assessment = screening.goods.front().assessment;
    for (const Duty& duty : assessment.duties) {
        if (duty.met != Answer::yes) duties.insert(duty.act + "#" + duty.clause);
    }
    Decimal tariff;
    for (const TariffLine& line : assessment.tariffs) tariff += line.rate;
    for (const auto* words : {&decided, &policies, &needs, &hangs, &duties}) text += "," + csv_cell(joined(*words, "; "));
    return text + "," + tariff.to_text() + ",";
}

Result<BatchCounts> screen_orders(std::istream& orders, std::ostream& answers, const ScreeningTools& tools, const BatchOptions& options) {
    Pieces pieces(orders, options.piece_bytes);
    auto header = read_order_header(pieces.first_row(), options.file, tools.flows.words.terms());
    if (!header) return std::unexpected(std::move(header.error()));
    const int order_column = header->column(OrderField::order);
    auto law = BatchLaw::of(tools, std::move(*header), options.on);
    if (!law) return std::unexpected(std::move(law.error()));
    answers << join(batch_columns(tools.book), ",") << '\n';
    Screeners screeners(*law);
    BatchCounts counts;
    std::unordered_set<std::uint64_t> names;
    std::size_t rows = 1;   // the header
    const auto group = static_cast<std::size_t>(std::max(options.threads, 1)) * 2;
    for (bool more = true; more;) {
        std::vector<std::string> texts;
        while (more && texts.size() < group) {
            texts.push_back(pieces.next(order_column));
            more = !texts.back().empty();
        }
        if (!more) texts.pop_back();
        std::vector<PieceAnswers> made(texts.size());
        parallel_for(options.threads, texts.size(), [&](std::size_t i) { made[i] = screeners.screen(texts[i]); });
        for (const PieceAnswers& piece : made) {
            answers.write(piece.rows.data(), static_cast<std::streamsize>(piece.rows.size()));
            for (const OrderProblem& problem : piece.problems) {
                if (options.problem) options.problem({{options.file, static_cast<int>(rows + problem.row + 1), 0}, "order " + problem.order + ": " + problem.what, "mend the row and run it again"});
            }
            std::size_t apart = 0;
            for (const std::uint64_t name : piece.names) apart += names.insert(name).second ? 0 : 1;
            if (apart > 0 && options.problem) {
                options.problem({{options.file, static_cast<int>(rows + 1), 0}, std::to_string(apart) + (apart == 1 ? " order stands" : " orders stand") + " in two places of the file, from here on", "sort the rows by order: lines apart from each other were judged apart"});
            }
            rows += piece.rows_read;
            add(counts, piece.counts);
        }
        if (options.at_byte) options.at_byte(pieces.read());
    }
    return counts;
}

}  // namespace countervail
