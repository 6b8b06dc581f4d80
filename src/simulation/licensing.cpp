// SPDX-License-Identifier: Apache-2.0
// The licence queue. Exporters of a licensed lane keep applying until permits and applications cover their trade for
// the time that an application takes plus the weeks a licence covers. Applications are prepared, then reviewed in
// three stages (an Erlang delay), and leave the last stage no faster than the examiners can finish files. Delay is an
// outcome: when many file at once the queue grows.
#include <algorithm>

#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// Half of those who should apply do so in a week.
constexpr double kFilingPace = 0.5;
// An Erlang delay of three stages: its spread is a little over half its mean.
constexpr double kReviewStages = 3.0;
// The office grows to at most this multiple of its first size.
constexpr double kOfficeLimit = 4.0;

const double* grant_rate(const DrawBlock& draws, int licence_class) {
    return draws[static_cast<Parameter>(static_cast<int>(Parameter::grant_rate_civil) + licence_class)];
}

struct Office {
    double finished[kBlock] = {};   // files that would leave the last stage
    double pace[kBlock] = {};       // share of them that the examiners can finish
    double busy = 0;                // share of the week in which some lane is licensed
};

void advance_stage(double* from, double* to, const double* rate) {
    COUNTERVAIL_EACH_DRAW(d) {
        const double moved = from[d] * rate[d] / (1 + rate[d]);
        from[d] -= moved;
        to[d] += moved;
    }
}

// Applications move one week on; what would leave the last stage is noted, per office in files.
void advance(const Network& n, const Stream& stream, int i, const DrawBlock& draws, State& s, Office& office, double* leaving) {
    const bool disputed = stream.disputed[static_cast<std::size_t>(s.week)] != 0;
    double rate[kBlock], start[kBlock];
    COUNTERVAIL_EACH_DRAW(d) {
        const double pace = disputed ? draws[Parameter::dispute_pace][d] : 1.0;
        rate[d] = kReviewStages * pace / draws[Parameter::review_weeks][d];
        start[d] = 1 / draws[Parameter::preparation_weeks][d];
    }
    const double price = n.price[n.lane_from[stream.lane]];
    COUNTERVAIL_EACH_DRAW(d) {
        leaving[d] = s.review_third[i][d] * rate[d] / (1 + rate[d]);
        office.finished[d] += leaving[d] * price / draws[Parameter::file_value][d];
    }
    advance_stage(s.review_second[i], s.review_third[i], rate);
    advance_stage(s.review_first[i], s.review_second[i], rate);
    advance_stage(s.preparing[i], s.review_first[i], start);
}

// On the first day everyone applies for the contracts at hand; later, week by week, for those further ahead, until the
// applications under way reach over the time that one takes.
void file_applications(const Network& n, const Stream& stream, int i, const DrawBlock& draws, State& s) {
    const double licensed = stream.licensed[static_cast<std::size_t>(s.week)];
    const double age = larger(stream.age[static_cast<std::size_t>(s.week)], 0.0);
    const double price = n.price[n.lane_from[stream.lane]];
    double share[kBlock];
    share_of_lane(stream, draws, share);
    COUNTERVAIL_EACH_DRAW(d) {
        const double pending = s.preparing[i][d] + s.review_first[i][d] + s.review_second[i][d] + s.review_third[i][d];
        const double ahead = smaller(draws[Parameter::preparation_weeks][d] + draws[Parameter::review_weeks][d], age);
        const double horizon = draws[Parameter::licence_cover_weeks][d] + ahead;
        const double missing = s.orders[stream.lane][d] * share[d] * licensed * horizon - pending - s.permitted[i][d];
        const double filing = missing > 0 ? kFilingPace * missing : 0;
        s.preparing[i][d] += filing;
        s.filed[stream.office][d] += filing * price / draws[Parameter::file_value][d];
    }
}

// No office finishes more files than its examiners can; they grow in number and routine while something is licensed.
void staff(Office& office, const DrawBlock& draws, double* examiners) {
    COUNTERVAIL_EACH_DRAW(d) {
        office.pace[d] = office.finished[d] > examiners[d] ? examiners[d] / office.finished[d] : 1.0;
        const double most = kOfficeLimit * draws[Parameter::examiner_files][d];
        const double grown = examiners[d] * (1 + (office.busy > 0 ? draws[Parameter::examiner_growth][d] : 0.0));
        examiners[d] = grown < most ? grown : most;
    }
}

void decide(const Network& n, const Stream& stream, int i, const DrawBlock& draws, const Office& office, const double* leaving,
            State& s) {
    const double* rate = grant_rate(draws, stream.denied[static_cast<std::size_t>(s.week)] != 0 ? 1 : stream.licence_class);
    const double price = n.price[n.lane_from[stream.lane]];
    COUNTERVAIL_EACH_DRAW(d) {
        const double decided = leaving[d] * office.pace[d];
        const double files = decided * price / draws[Parameter::file_value][d];
        s.review_third[i][d] -= decided;
        s.permitted[i][d] += decided * rate[d];
        s.approved[stream.office][d] += files * rate[d];
        s.refused[stream.office][d] += files * (1 - rate[d]);
    }
}

}  // namespace

void license(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    s.filed.fill(0);
    s.approved.fill(0);
    s.refused.fill(0);
    std::vector<Office> offices(schedule.offices.size());
    std::vector<double> last_stage(schedule.streams.size() * kBlock);
    const int streams = static_cast<int>(schedule.streams.size());
    for (int i = 0; i < streams; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.act.empty() || s.week < stream.begins) continue;
        const double licensed = stream.licensed[static_cast<std::size_t>(s.week)];
        Office& office = offices[static_cast<std::size_t>(stream.office)];
        office.busy += licensed;
        advance(n, stream, i, draws, s, office, last_stage.data() + static_cast<std::size_t>(i) * kBlock);
        if (licensed > 0) file_applications(n, stream, i, draws, s);
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
