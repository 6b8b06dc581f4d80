// SPDX-License-Identifier: Apache-2.0
#include "report/company_tables.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/company_sentences.h"
#include "report/company_view.h"
#include "report/figure_text.h"
#include "report/scale.h"
#include "report/sentences.h"

namespace countervail {

namespace {

Cell days_cell(const std::optional<double>& days) { return days ? Cell(*days) : Cell(); }
Cell number_or_none(const std::optional<double>& number) { return number ? Cell(*number) : Cell(); }
constexpr double kPerCent = 100;

class Tables {
  public:
    Tables(const Exposure& exposure, const Ensemble& ensemble, const Ledger& ledger, std::string unit)
        : exposure_(exposure), company_(exposure.company), ensemble_(ensemble), ledger_(ledger), unit_(std::move(unit)) {}

    Table products() const {
        Table table{"products", "Which line stops when, and what it costs",
                    {{"product", "", "name of the line"}, {"stops after", "days", "median over draws; empty: not in most draws", 3}, {"stops after 5%", "days", "5 % quantile", 3},
                     {"stops after 95%", "days", "95 % quantile", 3}, {"draws that stop", "%", "share of draws in which output falls", 3},
                     {"first for want of", "", "part that is most often the first to run out"}, {"lost", unit_, "revenue lost within the days looked at, median", 3},
                     {"lost 5%", unit_, "5 % quantile", 3}, {"lost 95%", unit_, "95 % quantile", 3}, {"lost, mean", unit_, "mean over draws", 3},
                     {"margin lost, mean", unit_, "gross margin in it", 3}, {"draws that stop with the cover", "%", "after the days of the table cover are bought", 3}}, {}, {}};
        for (const int i : products_by_stop(exposure_)) {
            const auto at = static_cast<std::size_t>(i);
            const CompanyProduct& product = company_.products[at];
            const ProductOutcome& outcome = exposure_.base.products[at];
            std::vector<double> lost = outcome.lost();
            for (double& each : lost) each *= day_revenue(company_, product);
            const StopRange range = stop_range(outcome.stops_after);
            const Band band = band_of(lost);
            const int cause = first_cause(outcome);
            table.add({product.name, days_cell(range.median), days_cell(range.low), days_cell(range.high), kPerCent * share_happening(outcome.stops_after),
                       cause < 0 ? Cell() : Cell(shown_name(part(cause))), band.median, band.low, band.high, mean_of(lost),
                       product.margin && product.revenue ? Cell(*product.margin * mean_of(lost)) : Cell(),
                       kPerCent * share_happening(exposure_.with_cover.products[at].stops_after)});
        }
        return table;
    }

    Table parts() const {
        Table table{"parts", "Which part is out when",
                    {{"part", "", "id in the bill"}, {"name", "", ""}, {"suppliers that fall short", "", "worst first"}, {"stock", "days", "at hand on the first day, mean over draws", 3},
                     {"stated", "", "yes: by the company; else the assumption that stands for it"}, {"out after", "days", "median; empty: not in most draws", 3}, {"out after 5%", "days", "", 3},
                     {"out after 95%", "days", "", 3}, {"draws in which it is out", "%", "", 3}, {"days missed, mean", "days", "of use at full output not served", 3},
                     {"cover to buy", "days", "beside the stock, so that every line holds at the chosen risk", 3},
                     {"saved by a week", unit_, "mean revenue that seven more days of this part alone save", 3}}, {}, {}};
        for (const int p : parts_by_stop(exposure_)) {
            const PartOutcome& outcome = exposure_.base.parts[static_cast<std::size_t>(p)];
            const StopRange range = stop_range(outcome.out_after);
            const std::string& assumed = part(p).stock_days.statement;
            table.add({part(p).id, shown_name(part(p)), short_suppliers(exposure_, ensemble_, p), mean_of(outcome.stock), assumed.empty() ? "yes" : assumed, days_cell(range.median), days_cell(range.low),
                       days_cell(range.high), kPerCent * share_happening(outcome.out_after), mean_of(outcome.missed), cover_of(p), mean_of(outcome.saved_by_week)});
        }
        return table;
    }

    Table months() const {
        Table table{"loss-by-month", "Revenue lost by month", {{"month", "", "first one from the first day looked at"}, {"product", "", ""}, {"lost", unit_, "median over draws", 3},
                    {"lost 5%", unit_, "", 3}, {"lost 95%", unit_, "", 3}, {"lost, mean", unit_, "", 3}, {"draws with a loss", "%", "", 3}}, {}, {}};
        const std::vector<Date> firsts = exposure_.days.months();
        for (std::size_t m = 0; m < firsts.size(); ++m) {
            for (std::size_t i = 0; i < company_.products.size(); ++i) {
                std::vector<double> lost = exposure_.base.products[i].lost_by_month[m];
                std::size_t some = 0;
                for (double& each : lost) {
                    some += each > 0 ? 1 : 0;
                    each *= day_revenue(company_, company_.products[i]);
                }
                const Band band = band_of(lost);
                table.add({firsts[m].to_text().substr(0, 7), company_.products[i].name, band.median, band.low, band.high, mean_of(lost),
                           kPerCent * static_cast<double>(some) / static_cast<double>(std::max<std::size_t>(lost.size(), 1))});
            }
        }
        return table;
    }

    Table causes() const {
        Table table{"causes", "What the loss is for want of",
                    {{"product", "", ""}, {"part", "", "missing when output is lost"}, {"lost, mean", unit_, "mean over draws", 3}, {"share of the product's loss", "%", "", 3},
                     {"supplier", "", ""}, {"origin", "", ""}, {"item", "", "of the catalogue"}, {"elements", "", "in the item that the same act controls on their own"},
                     {"law", "", "clauses on the way of the goods, with their first day"}}, {}, {}};
        for (std::size_t i = 0; i < company_.products.size(); ++i) {
            const ProductOutcome& product = exposure_.base.products[i];
            const double all = mean_of(product.lost());
            for (const int p : by_size(product.cause)) add_cause(table, i, p, all);
        }
        return table;
    }

    Table cover() const {
        Table table{"cover", "Days of cover to buy",
                    {{"part", "", ""}, {"name", "", ""}, {"stock", "days", "mean over draws", 3}, {"to buy", "days", "whole days beside it", 3}, {"value", company_.currency, "of those days", 3},
                     {"cost a year", company_.currency, "of holding them", 3}, {"cost a year, low", company_.currency, "", 3}, {"cost a year, high", company_.currency, "", 3},
                     {"draws in which it is out now", "%", "", 3}, {"then", "%", "", 3}}, {}, {company_.holding_rate.statement}};
        for (const CoverToBuy& line : exposure_.cover) {
            const PartOutcome& outcome = exposure_.base.parts[static_cast<std::size_t>(line.part)];
            table.add({part(line.part).id, shown_name(part(line.part)), mean_of(outcome.stock), line.days, number_or_none(line.value), line.yearly_cost ? Cell(line.yearly_cost->mode) : Cell(),
                       line.yearly_cost ? Cell(line.yearly_cost->low) : Cell(), line.yearly_cost ? Cell(line.yearly_cost->high) : Cell(), kPerCent * risk_with(outcome, 0), kPerCent * risk_with(outcome, line.days)});
        }
        return table;
    }

    Table second_sources() const {
        Table table{"second-sources", "What a second source of one part alone would save",
                    {{"part", "", ""}, {"name", "", ""}, {"delivers after", "days", "most likely", 3}, {"share of the need", "%", "most likely", 3},
                     {"saved", unit_, "mean revenue", 3}, {"share of all losses", "%", "", 3}, {"stated", "", "yes: by the company; else assumptions stand for it"}}, {}, {}};
        const double all = mean_of(exposure_.lost(exposure_.base));
        std::vector<double> saved;
        for (const PartOutcome& outcome : exposure_.base.parts) saved.push_back(mean_of(outcome.saved_by_second));
        for (const int p : by_size(saved)) {
            const CompanyPart& each = part(p);
            const double value = saved[static_cast<std::size_t>(p)];
            const bool stated = each.qualification_days.statement.empty() && each.alternative_share.statement.empty();
            table.add({each.id, shown_name(each), each.qualification_days.mode, kPerCent * each.alternative_share.mode, value, all > 0 ? Cell(kPerCent * value / all) : Cell(), stated ? "yes" : "assumed"});
        }
        return table;
    }

    Table acts() const {
        Table table{"without-an-act", "The same company without one act", {{"act", "", ""}, {"known as", "", ""}, {"lost without it, mean", unit_, "", 3}, {"lost with it, mean", unit_, "", 3}, {"the act's part", "%", "of the loss", 3}}, {}, {}};
        const double all = mean_of(exposure_.lost(exposure_.base));
        for (const ActEffect& act : exposure_.acts) {
            const double without = mean_of(act.lost_without);
            table.add({act.act, company_act_words(ensemble_, act.act), without, all, all > 0 ? Cell(kPerCent * (all - without) / all) : Cell()});
        }
        return table;
    }

    Table sources() const {
        Table table{"sources", "Whose fate each source shares",
                    {{"part", "", ""}, {"supplier", "", ""}, {"origin", "", ""}, {"item", "", ""}, {"share", "%", "of the part's need", 3}, {"fate", "", "lane, market, use, elements, inside, or not covered"},
                     {"which", "", ""}, {"under way", "days", "what has left still arrives", 3}, {"not delivered, mean", "days", "of the part's use", 3}}, {}, {}};
        for (std::size_t p = 0; p < company_.parts.size(); ++p) {
            for (std::size_t s = 0; s < company_.parts[p].sources.size(); ++s) {
                const CompanySource& source = company_.parts[p].sources[s];
                const SupplyLink& link = exposure_.links[p][s];
                if (source.made) continue;
                table.add({source.row, source.supplier, source.origin, source.item, kPerCent * source.share, to_text(link.kind), link.why, link.lead_days, exposure_.base.parts[p].short_by_source[s]});
            }
        }
        return table;
    }

    Table assumptions() const {
        Table table{"assumptions", "What stands for what the company does not say", {{"id", "", ""}, {"low", "", ""}, {"most likely", "", ""}, {"high", "", ""}, {"unit", "", ""}, {"why", "", ""}}, {}, {}};
        for (const std::string& id : company_.assumptions) {
            const Statement* row = ledger_.find(id);
            if (row != nullptr) table.add({id, row->low, row->value, row->high, row->unit.text(), row->note});
            table.sources.push_back(id);
        }
        return table;
    }

  private:
    const CompanyPart& part(int index) const { return company_.parts[static_cast<std::size_t>(index)]; }

    double cover_of(int index) const {
        for (const CoverToBuy& line : exposure_.cover) {
            if (line.part == index) return line.days;
        }
        return 0;
    }

    /// Indices of what is above nothing, largest first.
    static std::vector<int> by_size(const std::vector<double>& values) {
        std::vector<int> order;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] > 1e-9) order.push_back(static_cast<int>(i));
        }
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)]; });
        return order;
    }

    /// The part's loss, dealt to its sources by what each did not deliver.
    void add_cause(Table& table, std::size_t product, int p, double all) const {
        const auto at = static_cast<std::size_t>(p);
        const double days = exposure_.base.products[product].cause[at];
        const auto& missing = exposure_.base.parts[at].short_by_source;
        double sum = 0;
        for (const double each : missing) sum += each;
        for (std::size_t s = 0; s < missing.size(); ++s) {
            if (missing[s] <= 0) continue;
            const CompanySource& source = company_.parts[at].sources[s];
            const double share = sum > 0 ? missing[s] / sum : 1;
            table.add({company_.products[product].name, shown_name(part(p)), share * days * day_revenue(company_, company_.products[product]), all > 0 ? Cell(kPerCent * share * days / all) : Cell(),
                       source.supplier, source.origin, source.item, law_elements(exposure_.law[at][s]), law_text(ensemble_, exposure_.law[at][s])});
        }
    }

    const Exposure& exposure_;
    const Company& company_;
    const Ensemble& ensemble_;
    const Ledger& ledger_;
    std::string unit_;
};

BandPoint band_point(Date on, std::vector<double> values) {
    const Band band = band_of(std::move(values));
    return {on, band.median, band.lower_quartile, band.upper_quartile, band.low, band.high};
}

}  // namespace

std::string rounded_money(double amount) {
    if (std::abs(amount) < 1) return "0";
    const double step = std::pow(10, std::floor(std::log10(std::abs(amount))) - 1);
    return short_number(std::round(amount / step) * step, 3);
}

std::string money_words(double amount, const std::string& unit) {
    const std::string number = unit == kDaysOfOutput ? short_number(amount, 2) : rounded_money(amount);
    return unit == kDaysOfOutput ? number + " days of output" : (unit.empty() ? "" : unit + " ") + number;
}

std::vector<BandSeries> company_loss_bands(const Exposure& exposure) {
    std::vector<BandSeries> bands(1 + (exposure.company.products.size() > 1 ? exposure.company.products.size() : 0));
    const std::vector<Date> firsts = exposure.days.months();
    bands[0].name = exposure.company.products.size() > 1 ? "all lines" : exposure.company.products.front().name;
    for (std::size_t m = 0; m < firsts.size(); ++m) {
        std::vector<double> total(static_cast<std::size_t>(exposure.base.draws), 0);
        for (std::size_t i = 0; i < exposure.company.products.size(); ++i) {
            std::vector<double> lost = exposure.base.products[i].lost_by_month[m];
            for (std::size_t d = 0; d < lost.size(); ++d) total[d] += lost[d] *= day_revenue(exposure.company, exposure.company.products[i]);
            if (bands.size() == 1) continue;
            bands[i + 1].name = exposure.company.products[i].name;
            bands[i + 1].points.push_back(band_point(firsts[m].month_start(), std::move(lost)));
        }
        bands[0].points.push_back(band_point(firsts[m].month_start(), std::move(total)));
    }
    return bands;
}

std::vector<const Table*> CompanyTables::tables() const { return {&products, &parts, &months, &causes, &cover, &second_sources, &acts, &sources, &assumptions}; }

std::vector<std::string> CompanyTables::sentences() const {
    std::vector<std::string> all;
    for (const std::string& words : {stops, loss, cover_words, measures_words, acts_words, coverage}) {
        if (!words.empty()) all.push_back(words);
    }
    return all;
}

CompanyTables make_company_tables(const Exposure& exposure, const Ensemble& ensemble, const Ledger& ledger) {
    CompanyTables made;
    made.unit = loss_unit(exposure.company);
    const Tables tables(exposure, ensemble, ledger, made.unit);
    made.products = tables.products();
    made.parts = tables.parts();
    made.months = tables.months();
    made.causes = tables.causes();
    made.cover = tables.cover();
    made.second_sources = tables.second_sources();
    made.acts = tables.acts();
    made.sources = tables.sources();
    made.assumptions = tables.assumptions();
    const CompanySentences words(exposure, ensemble, made.unit);
    made.header = words.header();
    made.stops = words.stops();
    made.loss = words.loss();
    made.cover_words = words.cover();
    made.measures_words = words.measures();
    made.acts_words = words.acts();
    made.coverage = words.coverage();
    return made;
}

}  // namespace countervail
