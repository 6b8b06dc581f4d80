// SPDX-License-Identifier: Apache-2.0
#include "controls/evaluation.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace countervail {

namespace {

bool contains(const std::vector<int>& ascending, int value) { return std::binary_search(ascending.begin(), ascending.end(), value); }

/// Which clauses are in force on a day. Questions come in runs about a few days of one regime, so each thread keeps the
/// last regime's.
const std::vector<char>& in_force_on(const Regime::Compiled& compiled, Date on) {
    constexpr std::size_t kMost = 1024;
    struct Known {
        std::uint64_t serial = 0;
        std::map<Date, std::vector<char>> days;
    };
    static thread_local Known known;
    if (known.serial != compiled.serial || known.days.size() > kMost) {
        known.serial = compiled.serial;
        known.days.clear();
    }
    const auto [place, fresh] = known.days.try_emplace(on);
    if (fresh) {
        place->second.reserve(compiled.clauses.size());
        for (const CompiledClause& clause : compiled.clauses) place->second.push_back(clause.holds(on) ? 1 : 0);
    }
    return place->second;
}

class Evaluator {
  public:
    Evaluator(const Regime::Compiled& compiled, const Query& query, Date on, Evaluation::Day day, bool traced, Evaluation& made)
        : compiled_(compiled), query_(query), on_(on), day_(day), traced_(traced), holds_(in_force_on(compiled, on)), made_(made) {
        static thread_local std::vector<int> room;
        room.clear();
        made_.listing = compiled.listing(query.flow, query.item_hash, room);
        const std::size_t count = made_.listing.size();
        made_.meets.assign(count, Answer::no);
        made_.fires.assign(count, Answer::no);
        made_.lifted_by.assign(count, -1);
        const auto empty = [count](auto& list) {
            list.resize(count);
            for (auto& one : list) {
                if (!one.empty()) one.clear();
            }
        };
        empty(made_.relief);
        empty(made_.asked);
        made_.tests.resize(traced ? count : 0);
        empty_tests();
    }

    void run() {
        for (std::size_t from = 0; from < made_.listing.size();) {
            const int stratum = clause(from).stratum;
            std::size_t to = from;
            for (; to < made_.listing.size() && clause(to).stratum == stratum; ++to) try_clause(to);
            for (std::size_t i = from; i < to; ++i) settle_open_reading(i);
            from = to;
        }
        lift();
    }

  private:
    void empty_tests() {
        for (auto& tests : made_.tests) tests.clear();
    }


    const CompiledClause& clause(std::size_t position) const { return compiled_.at(made_.listing[position]); }

    bool in_force(int index) const {
        const CompiledClause& one = compiled_.at(index);
        if (day_ == Evaluation::Day::hypothetical) return on_ < one.ends;
        if (holds_[static_cast<std::size_t>(index)] == 0) return false;
        return std::none_of(one.reliefs.begin(), one.reliefs.end(), [&](const CompiledClause::Relief& relief) {
            return relief.days.contains(on_) && relief.items.contains(query_.flow.item, query_.item_hash);
        });
    }

    void try_clause(std::size_t position) {
        const CompiledClause& one = clause(position);
        const bool holds = in_force(made_.listing[position]);
        if (one.voice == Voice::silent && !traced_) return;
        if (!holds && !traced_) return;
        Asked& asked = made_.asked[position];
        Answer answer = fits(compiled_, one, query_, asked, traced_ ? &made_.tests[position] : nullptr);
        if (answer != Answer::no || traced_) answer = both(answer, company(position, asked));
        if (answer == Answer::no) asked.missing.clear();
        made_.meets[position] = answer;
        made_.fires[position] = holds && one.voice != Voice::silent ? answer : Answer::no;
    }

    /// Whether one of the clauses that this one needs fires, or lists the item.
    Answer company(std::size_t position, Asked& asked) {
        const CompiledClause& one = clause(position);
        Answer answer = Answer::yes;
        if (!one.clause->beside.empty()) {
            Answer beside = Answer::no;
            for (std::size_t i = 0; i < position; ++i) {
                if (made_.fires[i] == Answer::no || !contains(one.beside, made_.listing[i])) continue;
                beside = either(beside, made_.fires[i]);
                if (beside == Answer::yes) break;
            }
            if (beside == Answer::unknown) {
                for (std::size_t i = 0; i < position; ++i) {
                    if (made_.fires[i] != Answer::unknown || !contains(one.beside, made_.listing[i])) continue;
                    const auto& missing = made_.asked[i].missing;
                    asked.missing.insert(asked.missing.end(), missing.begin(), missing.end());
                }
            }
            note(position, "beside", one.clause->beside, beside);
            answer = both(answer, beside);
        }
        if (!one.clause->listed_by.empty()) {
            const Answer listed = answer_of(std::any_of(made_.listing.begin(), made_.listing.end(), [&](int other) {
                return in_force(other) && contains(one.listed_by, other);
            }));
            note(position, "listed-by", one.clause->listed_by, listed);
            answer = both(answer, listed);
        }
        return answer;
    }

    void note(std::size_t position, const char* what, const std::vector<std::string>& patterns, Answer answer) {
        if (!traced_) return;
        made_.tests[position].push_back({what, answer == Answer::yes ? "one does" : answer == Answer::no ? "none does" : "not known",
                                         std::string("a clause of ") + join(patterns, ", ") +
                                             (std::string_view(what) == "beside" ? " fires" : " lists the goods"), answer, {}});
    }

    /// A clause that speaks under one answer to an open question is certain only when the limb says as much under every answer.
    void settle_open_reading(std::size_t position) {
        if (clause(position).voice != Voice::open || made_.fires[position] != Answer::yes) return;
        const CompiledLimb& limb = compiled_.limbs[static_cast<std::size_t>(clause(position).limb)];
        const bool agreed = std::all_of(limb.ways.begin(), limb.ways.end(), [&](const CompiledLimb::Way& way) {
            return std::any_of(way.clauses.begin(), way.clauses.end(), [&](int other) {
                const int at = made_.find(other);
                return at >= 0 && made_.meets[static_cast<std::size_t>(at)] == Answer::yes && in_force(other);
            });
        });
        if (agreed) return;
        made_.fires[position] = Answer::unknown;
        for (const std::string& question : limb.open) {
            const OpenQuestion* known = compiled_.terms.question(question);
            made_.asked[position].missing.push_back({question, known == nullptr ? question : known->text});
        }
    }

    /// What fires and is not lifted itself lifts the clauses that it exempts from.
    void lift() {
        const std::size_t count = made_.listing.size();
        std::vector<std::size_t> exempting;
        for (std::size_t i = 0; i < count; ++i) {
            if (made_.fires[i] != Answer::no && !clause(i).exempts.empty()) exempting.push_back(i);
        }
        if (exempting.empty()) return;
        std::vector<char> settled(count, 0);
        const auto settle = [&](const auto& self, std::size_t position) -> void {
            if (settled[position] != 0) return;
            settled[position] = 1;
            if (made_.fires[position] == Answer::no) return;
            for (const std::size_t i : exempting) {
                if (i == position || !contains(clause(i).exempts, made_.listing[position])) continue;
                self(self, i);
                if (made_.lifted_by[i] >= 0) continue;
                if (made_.fires[i] == Answer::yes) {
                    if (made_.lifted_by[position] < 0) made_.lifted_by[position] = made_.listing[i];
                } else {
                    made_.relief[position].push_back(made_.listing[i]);
                }
            }
        };
        for (std::size_t i = 0; i < count; ++i) settle(settle, i);
    }

    const Regime::Compiled& compiled_;
    const Query& query_;
    Date on_;
    Evaluation::Day day_;
    bool traced_;
    const std::vector<char>& holds_;
    Evaluation& made_;
};

}  // namespace

int Evaluation::find(int clause) const {
    const auto found = std::find(listing.begin(), listing.end(), clause);
    return found == listing.end() ? -1 : static_cast<int>(found - listing.begin());
}

void evaluate(const Regime::Compiled& compiled, const Query& query, Date on, Evaluation::Day day, bool traced, Evaluation& made) {
    Evaluator(compiled, query, on, day, traced, made).run();
}

}  // namespace countervail
