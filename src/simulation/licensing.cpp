// SPDX-License-Identifier: Apache-2.0
// The licence queue. Exporters of a licensed lane keep applying until permits and applications cover their trade for
// the time that an application takes plus the weeks a licence covers. Applications are prepared, then reviewed in
// stages (an Erlang delay), and leave the last stage no faster than the examiners can finish files. A permit is a whole
// file: nothing leaves on half a decision. Delay is an outcome: when many file at once the queue grows, and where few files
// are under way weeks may pass without any permit. A refusal stands: the customer goes without for the weeks that a
// licence would have covered before his exporter files again, so what the grant rate leaves out stays away from trade.
#include <algorithm>
#include <cmath>

#include "simulation/erlang.h"
#include "simulation/step.h"

namespace countervail {

namespace {

const double* grant_rate(const Stream& stream, int week, const DrawBlock& draws) {
    const int licence_class = stream.denied[static_cast<std::size_t>(week)] != 0 ? 1 : stream.licence_class;
    return draws[static_cast<Parameter>(static_cast<int>(Parameter::grant_rate_civil) + licence_class)];
}

struct Office {
    double finished[kBlock] = {};   // files that would leave the last stage
    double pace[kBlock] = {};       // share of them that the examiners can finish
    double busy = 0;                // share of the week in which some lane is licensed
};

/// A week of preparation and review at the pace of one draw each; disputed destinations have their own.
struct QueueWeek {
    int first_stage[kBlock];   // reviews of few stages begin nearer to the end: the last kReviewStages rows of a chain serve all
    ErlangWeek<1> preparation;
    ErlangWeek<kReviewStages> review, disputed_review;
    explicit QueueWeek(const DrawBlock& draws)
        : preparation([&](int d) { return 1 / draws[Parameter::preparation_weeks][d]; }),
          review([&](int d) { return stages(draws, d) / draws[Parameter::review_weeks][d]; }),
          disputed_review([&](int d) { return stages(draws, d) * draws[Parameter::dispute_pace][d] / draws[Parameter::review_weeks][d]; }) {
        for (int d = 0; d < kBlock; ++d) first_stage[d] = kReviewStages - static_cast<int>(stages(draws, d));
    }
    static double stages(const DrawBlock& draws, int d) {
        return std::clamp(std::round(draws[Parameter::review_stages][d]), 1.0, static_cast<double>(kReviewStages));
    }
    void begin(const double* prepared, double* review_rows) const {
        for (int d = 0; d < kBlock; ++d) review_rows[first_stage[d] * kBlock + d] += prepared[d];
    }
};

// Applications move one week on; what would leave the last stage is noted, per office in files.
void advance(const Network& n, const Stream& stream, int i, const QueueWeek& week, const DrawBlock& draws, State& s, Office& office,
             double* leaving) {
    const bool disputed = stream.disputed[static_cast<std::size_t>(s.week)] != 0;
    double prepared[kBlock];
    double* review = s.review[i * kReviewStages];
    (disputed ? week.disputed_review : week.review).advance(review, leaving);
    week.preparation.advance(s.preparing[i], prepared);
    const double price = n.price[n.lane_from[stream.lane]];
    week.begin(prepared, review);
    double* filed = s.filed[stream.office];
    double* last = s.review[i * kReviewStages + kReviewStages - 1];
    const double age = stream.age[static_cast<std::size_t>(s.week)];
    COUNTERVAIL_EACH_DRAW(d) {
        const double files = price / draws[Parameter::file_value][d];
        filed[d] += prepared[d] * files;
        // An office that has never decided such a file does not decide the first on the day; what is done waits in the last stage.
        const double opens = draws[Parameter::opening_share][d] * draws[Parameter::review_weeks][d];
        const double early = age < opens ? leaving[d] : 0.0;
        last[d] += early;
        leaving[d] -= early;
        office.finished[d] += leaving[d] * files;
    }
}

// On the first day everyone begins to apply for the contracts at hand; later, week by week, for those further ahead, until the
// applications under way reach over the time that one takes.
void begin_applications(const Stream& stream, int i, const DrawBlock& draws, State& s) {
    const auto week = static_cast<std::size_t>(std::max(s.week, stream.begins));
    const double licensed = stream.licensed[week];
    const double age = larger(stream.age[week], 0.0);
    double share[kBlock], pending[kBlock];
    share_of_lane(stream, draws, share);
    pending_applications(s, i, pending);
    COUNTERVAIL_EACH_DRAW(d) {
        const double ahead = smaller(draws[Parameter::preparation_weeks][d] + draws[Parameter::review_weeks][d], age);
        const double horizon = draws[Parameter::licence_cover_weeks][d] + ahead;
        const double missing = s.orders[stream.lane][d] * share[d] * licensed * horizon - pending[d] - s.permitted[i][d] - s.without[i][d];
        s.preparing[i][d] += missing > 0 ? draws[Parameter::filing_pace][d] * missing : 0;
    }
}

// Whoever has notice prepares his papers before the day; they lie ready when the office begins to take them.
void prepare_in_notice(const Network& n, const Stream& stream, int i, const QueueWeek& week, const DrawBlock& draws, State& s) {
    if (static_cast<float>(stream.begins - s.week) > stream.notice) return;
    const double price = n.price[n.lane_from[stream.lane]];
    double prepared[kBlock];
    week.preparation.advance(s.preparing[i], prepared);
    week.begin(prepared, s.review[i * kReviewStages]);
    double* filed = s.filed[stream.office];
    COUNTERVAIL_EACH_DRAW(d) filed[d] += prepared[d] * price / draws[Parameter::file_value][d];
    begin_applications(stream, i, draws, s);
}

// No office finishes more files than its examiners can; they grow in number and routine while something is licensed.
void staff(Office& office, const DrawBlock& draws, double* examiners) {
    COUNTERVAIL_EACH_DRAW(d) {
        office.pace[d] = office.finished[d] > examiners[d] ? examiners[d] / office.finished[d] : 1.0;
        const double most = draws[Parameter::examiner_limit][d] * draws[Parameter::examiner_files][d];
        const double grown = examiners[d] * (1 + (office.busy > 0 ? draws[Parameter::examiner_growth][d] : 0.0));
        examiners[d] = grown < most ? grown : most;
    }
}

// A licence covers one contract: a file's worth of goods, or what the stream's customers order for the weeks that a licence covers
// where that is less. Decisions add up until they make a file; how far the first has come is chance.
void issue_whole_files(const Network& n, const Stream& stream, int i, const DrawBlock& draws, State& s, const double* decided, double* issued) {
    const double price = n.price[n.lane_from[stream.lane]];
    double share[kBlock];
    share_of_lane(stream, draws, share);
    for (int d = 0; d < kBlock; ++d) {
        const double contract = n.flow[static_cast<std::size_t>(stream.lane)] * share[d] * draws[Parameter::licence_cover_weeks][d];
        const double file = std::min(draws[Parameter::file_value][d] / price, contract);
        double& ready = s.decided[i][d];
        ready += decided[d];
        issued[d] = file > 0 ? file * std::floor(ready / file + s.file_luck[i][d]) : ready;
        if (issued[d] < 0) issued[d] = 0;
        ready -= issued[d];
    }
}

// A week passes for those who were refused: the share of the stream's orders that is theirs.
void go_without(const Stream& stream, int i, const DrawBlock& draws, State& s) {
    const double* rate = grant_rate(stream, s.week, draws);
    const double licensed = stream.licensed[static_cast<std::size_t>(s.week)];
    double share[kBlock];
    share_of_lane(stream, draws, share);
    double* without = s.without[i];
    COUNTERVAIL_EACH_DRAW(d) {
        const double left = without[d] - s.orders[stream.lane][d] * share[d] * licensed * (1 - rate[d]);
        without[d] = left > 0 ? left : 0;
    }
}

void decide(const Network& n, const Stream& stream, int i, const DrawBlock& draws, const Office& office, const double* leaving,
            State& s) {
    const double* rate = grant_rate(stream, s.week, draws);
    const double price = n.price[n.lane_from[stream.lane]];
    double* last = s.review[i * kReviewStages + kReviewStages - 1];
    double decided[kBlock], issued[kBlock];
    COUNTERVAIL_EACH_DRAW(d) {
        decided[d] = leaving[d] * office.pace[d];
        last[d] += leaving[d] - decided[d];
    }
    issue_whole_files(n, stream, i, draws, s, decided, issued);
    COUNTERVAIL_EACH_DRAW(d) {
        const double files = issued[d] * price / draws[Parameter::file_value][d];
        s.permitted[i][d] += issued[d] * rate[d];
        s.without[i][d] += issued[d] * (1 - rate[d]);
        s.approved[stream.office][d] += files * rate[d];
        s.refused[stream.office][d] += files * (1 - rate[d]);
    }
}

}  // namespace

void pending_applications(const State& s, int stream, double* pending) {
    const double* preparing = s.preparing[stream];
    const double* decided = s.decided[stream];
    COUNTERVAIL_EACH_DRAW(d) pending[d] = preparing[d] + decided[d];
    for (int stage = 0; stage < kReviewStages; ++stage) {
        const double* review = s.review[stream * kReviewStages + stage];
        COUNTERVAIL_EACH_DRAW(d) pending[d] += review[d];
    }
}

void license(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    s.filed.fill(0);
    s.approved.fill(0);
    s.refused.fill(0);
    std::vector<Office> offices(schedule.offices.size());
    std::vector<double> last_stage(schedule.streams.size() * kBlock);
    const int streams = static_cast<int>(schedule.streams.size());
    const QueueWeek week(draws);
    for (int i = 0; i < streams; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.act.empty()) continue;
        if (s.week < stream.begins) {
            prepare_in_notice(n, stream, i, week, draws, s);
            continue;
        }
        const double licensed = stream.licensed[static_cast<std::size_t>(s.week)];
        Office& office = offices[static_cast<std::size_t>(stream.office)];
        office.busy += licensed;
        advance(n, stream, i, week, draws, s, office, last_stage.data() + static_cast<std::size_t>(i) * kBlock);
        if (licensed > 0) {
            go_without(stream, i, draws, s);
            begin_applications(stream, i, draws, s);
        }
    }
    for (std::size_t o = 0; o < offices.size(); ++o) staff(offices[o], draws, s.examiners[static_cast<int>(o)]);
    for (int i = 0; i < streams; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.act.empty() || s.week < stream.begins) continue;
        decide(n, stream, i, draws, offices[static_cast<std::size_t>(stream.office)],
               last_stage.data() + static_cast<std::size_t>(i) * kBlock, s);
    }
}

}  // namespace countervail
