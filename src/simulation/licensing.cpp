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

}  // namespace

void license(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    const auto week = static_cast<std::size_t>(s.week);
    const double* review = draws[Parameter::review_weeks];
    const double* preparation = draws[Parameter::preparation_weeks];
    const double* cover = draws[Parameter::licence_cover_weeks];
    const double* file_value = draws[Parameter::file_value];
    s.filed.fill(0);
    s.approved.fill(0);
    s.refused.fill(0);
    std::vector<Office> offices(schedule.offices.size());
    const int streams = static_cast<int>(schedule.streams.size());
    std::vector<double> last_stage(static_cast<std::size_t>(streams) * kBlock);
    for (int i = 0; i < streams; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        const double licensed = stream.licensed[week];
        if (stream.act.empty()) continue;
        Office& office = offices[static_cast<std::size_t>(stream.office)];
        office.busy += licensed;
        double rate[kBlock], start[kBlock];
        COUNTERVAIL_EACH_DRAW(d) {
            const double pace = stream.disputed[week] != 0 ? draws[Parameter::dispute_pace][d] : 1.0;
            rate[d] = 3 * pace / review[d];
            start[d] = 1 / preparation[d];
        }
        const double price = n.price[n.lane_from[stream.lane]];
        double* leaving = last_stage.data() + static_cast<std::size_t>(i) * kBlock;
        COUNTERVAIL_EACH_DRAW(d) {
            leaving[d] = s.review_third[i][d] * rate[d] / (1 + rate[d]);
            office.finished[d] += leaving[d] * price / file_value[d];
        }
        advance_stage(s.review_second[i], s.review_third[i], rate);
        advance_stage(s.review_first[i], s.review_second[i], rate);
        advance_stage(s.preparing[i], s.review_first[i], start);
        if (licensed <= 0) continue;
        const double age = larger(stream.age[week], 0.0);
        COUNTERVAIL_EACH_DRAW(d) {
            const double pending = s.preparing[i][d] + s.review_first[i][d] + s.review_second[i][d] + s.review_third[i][d];
            // On the first day everyone applies for the contracts at hand; later, week by week, for those further ahead,
            // until the applications under way reach over the time that one takes.
            const double ahead = smaller(preparation[d] + review[d], age);
            const double horizon = cover[d] + ahead;
            const double missing = s.orders[stream.lane][d] * stream.share * licensed * horizon - pending - s.permitted[i][d];
            const double filing = missing > 0 ? kFilingPace * missing : 0;
            s.preparing[i][d] += filing;
            s.filed[stream.office][d] += filing * price / file_value[d];
        }
    }
    for (std::size_t o = 0; o < offices.size(); ++o) {
        Office& office = offices[o];
        double* staff = s.examiners[static_cast<int>(o)];
        COUNTERVAIL_EACH_DRAW(d) {
            const double examiners = staff[d];
            office.pace[d] = office.finished[d] > examiners ? examiners / office.finished[d] : 1.0;
            const double most = kOfficeLimit * draws[Parameter::examiner_files][d];
            const double grown = examiners * (1 + (office.busy > 0 ? draws[Parameter::examiner_growth][d] : 0.0));
            staff[d] = grown < most ? grown : most;
        }
    }
    for (int i = 0; i < streams; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.act.empty()) continue;
        const Office& office = offices[static_cast<std::size_t>(stream.office)];
        const double* rate = grant_rate(draws, stream.denied[week] != 0 ? 1 : stream.licence_class);
        const double price = n.price[n.lane_from[stream.lane]];
        const double* leaving = last_stage.data() + static_cast<std::size_t>(i) * kBlock;
        COUNTERVAIL_EACH_DRAW(d) {
            const double decided = leaving[d] * office.pace[d];
            s.review_third[i][d] -= decided;
            s.permitted[i][d] += decided * rate[d];
            s.approved[stream.office][d] += decided * rate[d] * price / file_value[d];
            s.refused[stream.office][d] += decided * (1 - rate[d]) * price / file_value[d];
        }
    }
}

}  // namespace countervail
