// SPDX-License-Identifier: Apache-2.0
#include "simulation/posterior.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "simulation/ensemble.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr const char* kFile = "data/posteriors/queue-test.csv";
constexpr const char* kHeader = "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,locator,note\n";

/// Two correlated columns of 101 rows: review 2 … 12 weeks; cover = 4 + review/2 exactly.
std::string draws_text() {
    std::string text = "licence.review-weeks,licence.cover-weeks\n";
    for (int i = 0; i <= 100; ++i) {
        const double review = 2 + 0.1 * ((i * 37) % 101);   // every value once, in no order
        text += exact_number(review) + "," + exact_number(4 + review / 2) + "\n";
    }
    return text;
}

std::string row(const std::string& key, double value, double low, double high, const std::string& unit, const std::string& cites, const std::string& published = "2024-07-20") {
    return "posterior:queue-test." + key + ",posterior-parameter,,,,,," + exact_number(value) + "," + exact_number(low) + "," + exact_number(high) + "," + unit +
           ",countervail-calibration," + published + ",derived,," + cites + ",test,\n";
}

std::string rows_text(const std::string& cites = "H-240.2023-10") {
    return kHeader + row("licence.review-weeks", 7, 2.5, 11.5, "weeks", cites) + row("licence.cover-weeks", 7.5, 5.25, 9.75, "weeks", cites);
}

Library with_posterior(Library library, const std::string& draws = draws_text(), const std::string& rows = rows_text()) {
    library.put({kFile, draws});
    library.put({"data/ledger/posteriors-test.csv", rows});
    return library;
}

/// One observation and the posterior fitted to it.
Library library_with(const std::string& draws = draws_text(), const std::string& rows = rows_text()) {
    const std::string observed = std::string(kHeader) +
                                 "H-240.2023-10,export-volume,,,,,2023-10,250,,,kg metal/month,countervail-calibration,2023-11-20,found-q,,,250,\n";
    return with_posterior(Library({{"data/sources.csv", "id,publisher,title,address,published_on\ncountervail-calibration,Countervail,Calibrations,,2023-01-01\n"},
                                   {"data/vocabulary.csv", "kind,word,meaning\nquantity,posterior-parameter,learnt\nquantity,export-volume,exports\n"},
                                   {"data/ledger/observed.csv", observed}}),
                          draws, rows);
}

Result<Posterior> read(const Library& library, Date known_on = Date(2025, 4, 3), const std::string& id = "queue-test") {
    const auto ledger = Ledger::read(library);
    EXPECT_TRUE(ledger) << to_text(ledger.error());
    return read_posterior(library, *ledger, id, known_on, {"scenario.toml", 7, 1});
}

std::string problems(const Library& library, Date known_on = Date(2025, 4, 3), const std::string& id = "queue-test") {
    const auto found = read(library, known_on, id);
    return found ? std::string("none") : to_text(found.error());
}

TEST(posterior, a_column_shows_its_quantiles_and_rests_on_its_row) {
    const auto found = read(library_with());
    ASSERT_TRUE(found) << to_text(found.error());
    ASSERT_EQ(found->parameters, (std::vector{Parameter::review_weeks, Parameter::licence_cover_weeks}));
    EXPECT_NEAR(found->ranges[0].low, 2.5, 1e-9);
    EXPECT_NEAR(found->ranges[0].mode, 7, 1e-9);
    EXPECT_NEAR(found->ranges[0].high, 11.5, 1e-9);
    EXPECT_EQ(found->ranges[1].statement, "posterior:queue-test.licence.cover-weeks");
    EXPECT_EQ(found->rows.size(), 101U);
    for (std::size_t i = 1; i < found->rows.size(); ++i) EXPECT_LT(found->rows[i - 1][0], found->rows[i][0]);   // the only direction there is
}

TEST(posterior, later_knowledge_is_refused_with_the_place) {
    const std::string text = problems(library_with(), Date(2023, 7, 31));
    EXPECT_THAT(text, HasSubstr("scenario.toml:7"));
    EXPECT_THAT(text, HasSubstr("H-240.2023-10"));
    EXPECT_THAT(text, HasSubstr("2023-11-20"));
    // A row that gives itself an early day still cites what came later.
    const std::string forged = kHeader + row("licence.review-weeks", 7, 2.5, 11.5, "weeks", "H-240.2023-10", "2023-01-01") +
                               row("licence.cover-weeks", 7.5, 5.25, 9.75, "weeks", "H-240.2023-10", "2023-01-01");
    EXPECT_THAT(problems(library_with(draws_text(), forged), Date(2023, 7, 31)), HasSubstr("H-240.2023-10"));
}

TEST(posterior, what_is_wrong_is_said_with_place_and_remedy) {
    EXPECT_THAT(problems(library_with(), Date(2025, 4, 3), "queue-tst"), HasSubstr("did you mean \"queue-test\"?"));
    EXPECT_THAT(problems(library_with(draws_text(), rows_text(""))), HasSubstr("cites nothing"));
    EXPECT_THAT(problems(library_with(draws_text(), kHeader + row("licence.review-weeks", 7, 2.5, 11.5, "weeks", "H-240.2023-10"))),
                HasSubstr("there is no statement \"posterior:queue-test.licence.cover-weeks\""));
    EXPECT_THAT(problems(library_with(draws_text(), kHeader + row("licence.review-weeks", 8, 2.5, 11.5, "weeks", "H-240.2023-10") +
                                                        row("licence.cover-weeks", 7.5, 5.25, 9.75, "weeks", "H-240.2023-10"))),
                HasSubstr("says 2.5, 8, 11.5; the draws of data/posteriors/queue-test.csv say 2.5, 7, 11.5"));
    EXPECT_THAT(problems(library_with(draws_text(), kHeader + row("licence.review-weeks", 7, 2.5, 11.5, "days", "H-240.2023-10") +
                                                        row("licence.cover-weeks", 7.5, 5.25, 9.75, "weeks", "H-240.2023-10"))),
                HasSubstr("is in days, its draws in weeks"));
    EXPECT_THAT(problems(library_with("licence.review-week\n3\n4\n")), HasSubstr("data/posteriors/queue-test.csv:1"));
    EXPECT_THAT(problems(library_with("licence.review-week\n3\n4\n")), HasSubstr("did you mean \"licence.review-weeks\"?"));
    EXPECT_THAT(problems(library_with("licence.review-weeks,licence.review-weeks\n3,3\n4,4\n")), HasSubstr("two columns"));
    EXPECT_THAT(problems(library_with("licence.review-weeks\n3\n400\n")), HasSubstr("queue-test.csv:3:1: licence.review-weeks: 400 lies outside"));
    EXPECT_THAT(problems(library_with("licence.review-weeks\n3\nsoon\n")), HasSubstr("\"soon\" is not a number"));
    EXPECT_THAT(problems(library_with("licence.review-weeks\n3\n4,5\n")), HasSubstr("2 cells under 1 columns"));
    EXPECT_THAT(problems(library_with("licence.review-weeks\n3\n")), HasSubstr("holds 1 draws"));
    EXPECT_THAT(problems(library_with("")), HasSubstr("is empty"));
}

/// Draws and rows spoilt by a seeded generator: refused with file, what and remedy, or read with every value where the model accepts it.
TEST(posterior, spoilt_files_are_refused_helpfully_or_read) {
    int refused_count = 0;
    for (std::uint32_t i = 0; i < 600; ++i) {
        std::string draws = draws_text(), rows = rows_text();
        std::string& spoilt = i % 2 == 0 ? draws : rows;
        const auto at = static_cast<std::size_t>(uniform(6, i, 0, 1) * static_cast<double>(spoilt.size()));
        const double how = uniform(6, i, 1, 1);
        if (how < 0.3) spoilt.erase(at, 1 + static_cast<std::size_t>(uniform(6, i, 2, 1) * 8));
        else if (how < 0.6) spoilt[at] = static_cast<char>(32 + static_cast<int>(uniform(6, i, 2, 1) * 95));
        else if (how < 0.8) spoilt.insert(at, std::string(1, "=\"-,#\n9."[static_cast<std::size_t>(uniform(6, i, 2, 1) * 8)]));
        else spoilt.erase(at);
        const Library library = library_with(draws, rows);
        const auto ledger = Ledger::read(library);
        Errors errors;
        if (!ledger) {
            errors = ledger.error();
        } else if (const auto found = read_posterior(library, *ledger, "queue-test", Date(2025, 4, 3), {"scenario.toml", 7, 1}); !found) {
            errors = found.error();
        } else {
            for (const auto& each : found->rows) {
                for (std::size_t c = 0; c < each.size(); ++c) {
                    EXPECT_GE(each[c], record(found->parameters[c]).lowest);
                    EXPECT_LE(each[c], record(found->parameters[c]).highest);
                }
            }
            continue;
        }
        ++refused_count;
        ASSERT_FALSE(errors.empty());
        EXPECT_FALSE(errors.front().where.file.empty() || errors.front().what.empty() || errors.front().hint.empty()) << to_text(errors.front());
    }
    EXPECT_GT(refused_count, 300);
}

TEST(posterior, two_posteriors_do_not_share_a_parameter) {
    const Library library = library_with();
    const Ledger ledger = Ledger::read(library).value();
    const auto found = read_posteriors(library, ledger, {"queue-test", "queue-test"}, Date(2025, 4, 3), {"scenario.toml", 7, 1});
    ASSERT_FALSE(found);
    EXPECT_THAT(to_text(found.error()), HasSubstr("licence.review-weeks stands in the posteriors"));
}

Ranges ranges_with_posterior() {
    const Library library = library_with();
    const Ledger ledger = Ledger::read(library).value();
    const Posteriors posteriors = read_posteriors(library, ledger, {"queue-test"}, Date(2025, 4, 3), {"scenario.toml", 7, 1}).value();
    Ranges ranges = test::middle_ranges(2);
    ranges.posteriors = posteriors;
    return ranges;
}

TEST(posterior, a_draw_takes_one_whole_row_and_the_other_parameters_stay) {
    const Ranges with = ranges_with_posterior(), without = test::middle_ranges(2);
    const DrawBlock joint = make_draws(with, 5, 32), apart = make_draws(without, 5, 32);
    for (std::size_t p = 0; p < static_cast<std::size_t>(kParameters); ++p) {
        const auto parameter = static_cast<Parameter>(p);
        for (std::size_t d = 0; d < kBlock; ++d) {
            if (posterior_of(with.posteriors, parameter) == nullptr) {
                EXPECT_EQ(joint.values[p][d], apart.values[p][d]) << record(parameter).key;
            }
        }
    }
    for (std::size_t d = 0; d < kBlock; ++d) {
        EXPECT_NEAR(joint[Parameter::licence_cover_weeks][d], 4 + joint[Parameter::review_weeks][d] / 2, 1e-9);
    }
    const DrawBlock again = make_draws(with, 5, 16);
    EXPECT_NE(again.values, joint.values);
}

TEST(posterior, all_rows_are_drawn_about_equally_often) {
    const Ranges with = ranges_with_posterior();
    std::vector<int> count(101, 0);
    constexpr int kBlocks = 1000;
    for (int b = 0; b < kBlocks; ++b) {
        const DrawBlock block = make_draws(with, 11, static_cast<std::uint32_t>(b * kBlock));
        for (std::size_t d = 0; d < kBlock; ++d) ++count[static_cast<std::size_t>(std::lround((block[Parameter::review_weeks][d] - 2) * 10))];
    }
    double chi = 0;
    const double expected = kBlocks * kBlock / 101.0;
    for (const int n : count) chi += (n - expected) * (n - expected) / expected;
    EXPECT_LT(chi, 100 + 4 * std::sqrt(200.0));
}

TEST(posterior, one_coordinate_of_a_design_moves_through_the_rows) {
    const Ranges with = ranges_with_posterior();
    std::vector<std::vector<double>> points(3, std::vector<double>(kParameters, 0.5));
    points[0][static_cast<std::size_t>(Parameter::review_weeks)] = 1e-9;
    points[1][static_cast<std::size_t>(Parameter::licence_cover_weeks)] = 1e-9;   // does nothing
    points[2][static_cast<std::size_t>(Parameter::review_weeks)] = 1 - 1e-9;
    const DrawBlock block = draws_at(with, points);
    EXPECT_NEAR(block[Parameter::review_weeks][0], 2, 1e-9);
    EXPECT_NEAR(block[Parameter::review_weeks][1], 7, 1e-9);
    EXPECT_NEAR(block[Parameter::review_weeks][2], 12, 1e-9);
    EXPECT_NEAR(block[Parameter::licence_cover_weeks][2], 10, 1e-9);
}

TEST(posterior, an_input_is_not_both_overridden_and_learnt) {
    const Library library = library_with();
    const Ledger ledger = Ledger::read(library).value();
    const Posteriors posteriors = read_posteriors(library, ledger, {"queue-test"}, Date(2025, 4, 3), {"scenario.toml", 7, 1}).value();
    Override beside;
    beside.key = "licence.cover-weeks";
    beside.statement = "assume:licence-cover-weeks";
    beside.where = {"scenario.toml", 30, 1};
    const auto ranges = read_ranges(ledger, {beside}, Date(2025, 4, 3), {"scenario.toml", 1, 1}, posteriors);
    ASSERT_FALSE(ranges);
    EXPECT_THAT(to_text(ranges.error()), HasSubstr("scenario.toml:30:1: licence.cover-weeks is drawn from the posterior \"queue-test\" already"));
}

TEST(posterior, principal_order_follows_what_the_columns_share) {
    // Column one is noise around a common factor, columns two and three are the factor up and down.
    std::vector<std::vector<double>> rows;
    for (std::uint32_t i = 0; i < 200; ++i) {
        const double factor = uniform(3, i, 0, 1);
        rows.push_back({factor + 0.3 * uniform(3, i, 1, 1), 10 * factor, -std::exp(3 * factor)});
    }
    const auto order = principal_order(rows);
    EXPECT_EQ(std::set<std::size_t>(order.begin(), order.end()).size(), rows.size());
    double moved = 0;   // from the place that the factor alone would give
    for (std::size_t i = 0; i < order.size(); ++i) moved += std::abs(rows[order[i]][1] / 10 - (static_cast<double>(i) + 0.5) / 200) / 200;
    EXPECT_LT(moved, 0.05);
}

TEST(posterior, a_run_takes_it_in_and_its_fingerprint_follows_the_draws) {
    Scenario scenario = read_scenario(Library::embedded().find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
    scenario.draws = kBlock;
    scenario.posteriors = {"queue-test"};
    const auto prepared = [&](const Library& library) { return Ensemble::prepare(library, Ledger::read(library).value(), scenario); };
    const Library shipped = with_posterior(Library::embedded());
    const auto run = prepared(shipped);
    ASSERT_TRUE(run) << to_text(run.error());
    EXPECT_EQ(run->ranges()[static_cast<std::size_t>(Parameter::review_weeks)].statement, "posterior:queue-test.licence.review-weeks");
    const std::vector<double> drawn = run->parameters_of(3);
    EXPECT_NEAR(drawn[static_cast<std::size_t>(Parameter::licence_cover_weeks)], 4 + drawn[static_cast<std::size_t>(Parameter::review_weeks)] / 2, 1e-9);
    EXPECT_EQ(prepared(shipped)->fingerprint(), run->fingerprint());
    std::string reversed = "licence.review-weeks,licence.cover-weeks\n";   // the same columns, joined otherwise
    for (int i = 0; i <= 100; ++i) reversed += exact_number(2 + 0.1 * i) + "," + exact_number(9 + 1 - 0.05 * i) + "\n";
    EXPECT_NE(prepared(with_posterior(Library::embedded(), reversed))->fingerprint(), run->fingerprint());
    scenario.known_on = Date(2023, 7, 31);
    scenario.posteriors_where = {"scenario.toml", 9, 1};
    const auto early = prepared(shipped);
    ASSERT_FALSE(early);
    EXPECT_THAT(to_text(early.error()), HasSubstr("scenario.toml:9:1: \"H-240.2023-10\", which \"posterior:queue-test.licence.review-weeks\" rests on,"));
}

}  // namespace
}  // namespace countervail
