// SPDX-License-Identifier: Apache-2.0
#include "screening/order_screener.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>
#include <set>

#include "base/text.h"
#include "controls/item_pattern.h"
#include "evidence/csv.h"
#include "screening/fired_clauses.h"

namespace countervail {

namespace {

constexpr std::size_t kMostHeads = 50'000, kMostLines = 200'000, kMostShared = 500'000;   // beyond it they forget and start again
constexpr char kApart = '\x1f';

std::string_view bare(std::string_view cell) {
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t')) cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t')) cell.remove_suffix(1);
    return cell;
}

bool varies(OrderField field) { return field == OrderField::order || field == OrderField::on || field == OrderField::value; }

}  // namespace

Result<BatchLaw> BatchLaw::of(const ScreeningTools& tools, OrderHeader header, std::optional<Date> on) {
    auto tests = ContentTests::of(tools.book);
    if (!tests) return std::unexpected(std::move(tests.error()));
    std::set<Date> days;
    const auto add = [&](const std::vector<Date>& some) { days.insert(some.begin(), some.end()); };
    add(tools.book.chosen.change_days());
    for (const LawAlternative& other : tools.book.others) add(other.regime.change_days());
    add(tools.flows.parties.change_days());
    // The status of a clause (announced, not yet in force) changes on these days too.
    for (const Act& act : tools.book.chosen.acts()) {
        days.insert(act.announced_on);
        for (const Clause& clause : act.clauses) days.insert({clause.announced_on, clause.in_force_on, clause.until.value_or(clause.in_force_on)});
    }
    return BatchLaw{tools, std::move(header), std::move(*tests), {days.begin(), days.end()}, on, tools.book.powers().size(), std::make_unique<SharedAnswers>()};
}

std::optional<OrderAnswer> SharedAnswers::find(const std::string& key) const {
    const std::shared_lock lock(mutex_);
    const auto found = answers_.find(key);
    return found == answers_.end() ? std::nullopt : std::optional(found->second);
}

void SharedAnswers::put(const std::string& key, const OrderAnswer& answer) {
    const std::unique_lock lock(mutex_);
    if (answers_.size() >= kMostShared) answers_.clear();
    answers_.emplace(key, answer);
}

std::size_t BatchLaw::interval(Date day) const { return static_cast<std::size_t>(std::upper_bound(days.begin(), days.end(), day) - days.begin()); }

OrderScreener::OrderScreener(const BatchLaw& law)
    : law_(law), head_cells_(law.header.columns.size()), known_(law.tests.size()), unknown_(law.tests.size()) {}

PieceAnswers OrderScreener::screen(std::string_view piece) {
    made_ = {};
    row_ = 0;
    while (!piece.empty()) {
        const void* end = std::memchr(piece.data(), '\n', piece.size());
        const std::size_t length = end == nullptr ? piece.size() : static_cast<std::size_t>(static_cast<const char*>(end) - piece.data());
        std::string_view text = piece.substr(0, length);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (!text.empty()) row(text);
        ++row_;
        piece.remove_prefix(std::min(length + 1, piece.size()));
    }
    finish();
    made_.rows_read = row_;
    return std::move(made_);
}

std::string_view OrderScreener::cell(OrderField field) const {
    const int column = law_.header.column(field);
    return column < 0 || static_cast<std::size_t>(column) >= cells_.size() ? std::string_view() : bare(cells_[static_cast<std::size_t>(column)]);
}

/// Most rows of an order repeat its head to the letter: then only the cells of the line are looked at.
void OrderScreener::row(std::string_view text) {
    const OrderHeader& header = law_.header;
    ++made_.counts.rows;
    if (open_ && !same_.empty() && text.starts_with(same_) && std::memchr(text.data() + same_.size(), '"', text.size() - same_.size()) == nullptr) {
        split_row(text.substr(same_.size()), cells_, room_);
        const auto of_line = [&](OrderField field) {
            const int column = header.column(field) - header.lines_from;
            return header.column(field) < 0 || static_cast<std::size_t>(column) >= cells_.size() ? std::string_view() : bare(cells_[static_cast<std::size_t>(column)]);
        };
        rows_.push_back(text);
        if (cells_.size() + static_cast<std::size_t>(header.lines_from) != header.columns.size()) wrong_.push_back("a row has another number of cells than the first row of the file");
        return line(of_line(OrderField::line_item), of_line(OrderField::line_origin), of_line(OrderField::line_classification), of_line(OrderField::line_value));
    }
    const bool closed = split_row(text, cells_, room_);
    const std::string_view order = cell(OrderField::order);
    if (!open_ || order != order_) {
        finish();
        begin(text);
    } else if (!same_head(text)) {
        wrong_.push_back("rows of one order say different things before the line");
    }
    if (!closed) wrong_.push_back("a quotation does not end on the row");
    if (cells_.size() != header.columns.size()) wrong_.push_back("a row has another number of cells than the first row of the file");
    rows_.push_back(text);
    line(cell(OrderField::line_item), cell(OrderField::line_origin), cell(OrderField::line_classification), cell(OrderField::line_value));
}

void OrderScreener::begin(std::string_view text) {
    open_ = true;
    first_row_ = row_;
    order_.assign(cell(OrderField::order));
    on_.assign(cell(OrderField::on));
    value_text_.assign(cell(OrderField::value));
    rows_.clear();
    wrong_.clear();
    std::fill(known_.begin(), known_.end(), Decimal());
    std::fill(unknown_.begin(), unknown_.end(), Decimal());
    sum_ = Decimal();
    any_line_ = false;
    key_.clear();
    const OrderHeader& header = law_.header;
    // Lists that are stated are not looked up; without holdings at hand the name then says nothing more.
    const bool names_do_not_matter = !cell(OrderField::lists).empty() && !law_.tools.flows.parties.has_holdings();
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const std::string_view one = i < cells_.size() ? bare(cells_[i]) : std::string_view();
        head_cells_[i].assign(one);
        const OrderField field = header.columns[i].field;
        if (varies(field) || (field >= OrderField::line_item && field <= OrderField::line_classification)) continue;
        if (field == OrderField::end_user && names_do_not_matter) continue;
        key_.append(one).push_back(kApart);
    }
    same_.clear();
    if (!header.head_first || text.find('"') != std::string_view::npos || static_cast<std::size_t>(header.lines_from) >= cells_.size()) return;
    same_.assign(text.substr(0, static_cast<std::size_t>(cells_[static_cast<std::size_t>(header.lines_from)].data() - text.data())));
    if (order_.empty()) wrong_.push_back("order: is empty");
}

/// Empty cells repeat what the order's first row says.
bool OrderScreener::same_head(std::string_view) {
    for (std::size_t i = 0; i < head_cells_.size() && i < cells_.size(); ++i) {
        const OrderField field = law_.header.columns[i].field;
        if (field >= OrderField::line_item && field <= OrderField::line_classification) continue;
        const std::string_view one = bare(cells_[i]);
        if (!one.empty() && one != head_cells_[i]) return false;
    }
    return true;
}

const OrderScreener::Line& OrderScreener::line_of(std::string_view item, std::string_view origin, std::string_view classification) {
    line_key_.assign(item).push_back(kApart);
    line_key_.append(origin).push_back(kApart);
    line_key_.append(classification);
    const auto found = lines_.find(std::string_view(line_key_));
    if (found != lines_.end()) return found->second;
    if (lines_.size() >= kMostLines) lines_.clear();
    Line made{law_.tests.marks(std::string(item), std::string(origin), std::string(classification)), wrong_line(item, origin, law_.tools.flows.words)};
    return lines_.emplace(line_key_, std::move(made)).first->second;
}

void OrderScreener::line(std::string_view item, std::string_view origin, std::string_view classification, std::string_view value) {
    if (item.empty() && origin.empty() && value.empty()) return;   // an order without a bill
    any_line_ = true;
    const Line& line = line_of(item, origin, classification);
    if (!line.wrong.empty()) wrong_.push_back(line.wrong);
    const auto number = Decimal::parse(value);
    if (!number || *number < Decimal()) {
        wrong_.push_back("line_value: \"" + std::string(value) + "\" is no number from 0");
        return;
    }
    sum_ += *number;
    for (std::uint64_t bits = line.marks.known; bits != 0; bits &= bits - 1) known_[static_cast<std::size_t>(std::countr_zero(bits))] += *number;
    for (std::uint64_t bits = line.marks.unknown; bits != 0; bits &= bits - 1) unknown_[static_cast<std::size_t>(std::countr_zero(bits))] += *number;
}

OrderScreener::Head& OrderScreener::head_of(std::size_t interval) {
    key_ += std::to_string(interval);
    const auto found = heads_.find(std::string_view(key_));
    if (found != heads_.end()) return *found->second;
    if (heads_.size() >= kMostHeads) heads_.clear();
    auto head = std::make_unique<Head>();
    head->words = read_order_head(law_.header, {head_cells_.begin(), head_cells_.end()}, law_.tools.flows.words);
    const Shipment& order = head->words.shipment;
    if (head->words.problems.empty() && !order.item.empty()) {
        Flow flow;
        flow.item = order.item;
        flow.code = order.code;
        flow.origin = order.made_in;
        flow.exporter = order.from;
        flow.destination = order.to;
        head->relevant = law_.tests.relevant(flow);
    }
    return *heads_.emplace(key_, std::move(head)).first->second;
}

const OrderAnswer& OrderScreener::answer(Head& head, Date day) {
    ContentFindings findings;
    if (any_line_) {
        findings = law_.tests.findings(known_, unknown_, *Decimal::parse(value_text_));
        findings.met &= head.relevant;
        findings.open &= head.relevant;
    }
    for (const Known& one : head.answers) {
        if (one.contents == any_line_ && one.findings == findings) return one.answer;
    }
    const std::string key = key_ + kApart + (any_line_ ? std::to_string(findings.met) + "/" + std::to_string(findings.open) : "-");
    auto found = law_.answers->find(key);
    if (!found) {
        found = screened(day);
        law_.answers->put(key, *found);
    }
    head.answers.push_back({any_line_, findings, std::move(*found)});
    return head.answers.back().answer;
}

/// An answer follows from the clauses that catch the flows under each choice: what catches alike is told alike.
OrderAnswer OrderScreener::screened(Date day) const {
    const WholeOrder whole = read_order(law_.header, rows_, law_.tools.flows.words);
    const std::string item = whole.shipment.item.empty() ? whole.shipment.code : whole.shipment.item;
    const LawBook& book = law_.tools.book;
    ShipmentFlows flows = flows_of(whole.shipment, law_.tools.flows, day, book.chosen.known_on());
    std::string caught = "clauses" + (kApart + item);
    for (const CandidateFlow& one : flows.candidates) {
        caught += kApart + std::to_string(fired_clauses(book.chosen, one.flow, day));
        for (const LawAlternative& other : book.others) caught += "," + std::to_string(fired_clauses(other.regime, one.flow, day));
    }
    if (auto known = law_.answers->find(caught)) return std::move(*known);
    const Screening screening = countervail::screen(std::move(flows), book, nullptr, day);
    OrderAnswer answer{batch_answer(screening, item), screening.overall};
    law_.answers->put(caught, answer);
    return answer;
}

void OrderScreener::finish() {
    if (!open_) return;
    open_ = false;
    ++made_.counts.orders;
    made_.names.push_back(hash_name(order_));
    std::optional<Date> day = on_.empty() ? law_.on : Date::parse(on_);
    if (!day) wrong_.push_back(on_.empty() ? "on: is empty (a day like 2025-10-20, or --on)" : "on: \"" + on_ + "\" is not a date (YYYY-MM-DD)");
    const auto value = value_text_.empty() ? std::nullopt : Decimal::parse(value_text_);
    if (!value_text_.empty() && (!value || *value <= Decimal())) wrong_.push_back("value: \"" + value_text_ + "\" is no number above 0");
    if (any_line_ && value_text_.empty()) wrong_.push_back("value: is empty, so no line is a share of anything");
    if (any_line_ && value && sum_ > *value) wrong_.push_back("line_value: the lines come to more than the value of the order");
    Head& head = head_of(day ? law_.interval(*day) : 0);
    wrong_.insert(wrong_.end(), head.words.problems.begin(), head.words.problems.end());
    if (!wrong_.empty()) return bad(join(wrong_, "; "));
    const OrderAnswer& known = answer(head, *day);
    ++made_.counts.by_outcome[static_cast<std::size_t>(known.outcome)];
    if (on_.empty()) on_ = day->to_text();
    write(known.tail);
}

void OrderScreener::write(std::string_view tail) {
    made_.rows.append(csv_cell(order_)).push_back(',');
    made_.rows.append(csv_cell(on_)).push_back(',');
    made_.rows.append(tail).push_back('\n');
}

void OrderScreener::bad(const std::string& what) {
    ++made_.counts.bad;
    made_.problems.push_back({first_row_, order_, what});
    const int item = law_.header.column(OrderField::item);
    std::string tail = csv_cell(item < 0 ? std::string() : head_cells_[static_cast<std::size_t>(item)]) + ",unread";
    tail.append(law_.powers + 7, ',');
    write(tail + csv_cell(what));
}

}  // namespace countervail
