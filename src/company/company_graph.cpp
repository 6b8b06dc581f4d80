// SPDX-License-Identifier: Apache-2.0
#include "company/company_graph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "bom/content.h"

namespace countervail {

const std::string& shown_name(const CompanyPart& part) { return part.name.empty() ? part.id : part.name; }

bool CompanyPart::made() const {
    return std::all_of(sources.begin(), sources.end(), [](const CompanySource& source) { return source.made; });
}

namespace {

constexpr double kShareSlack = 0.005;   // shares of suppliers are stated rounded
constexpr std::size_t kMostProblems = 200;

/// One line of the bills, wherever it stands.
struct LineFacts {
    BillPart part;
    CompanyCells cells;
    Place where;
    double amount = 0;                   ///< units in all its parents, for shares among sources
    double per_day = 0;                  ///< units used a day over all products; 0: unknown
    std::set<std::string> inside;        ///< ids of lines
    std::set<std::string> elements;      ///< stated on the line itself
};

class Assembly {
  public:
    Assembly(const CompanyParts& parts, const CompanyTools& tools) : parts_(parts), tools_(tools) {}

    Result<Company> make() {
        company_.name = parts_.name;
        company_.place = parts_.place;
        for (const ProductBill& bill : parts_.bills) take(bill);
        for (const StockLine& line : parts_.stock) take(line);
        if (errors_.empty()) name_parts();
        if (errors_.empty()) order();
        if (errors_.empty()) fill();
        if (errors_.size() > kMostProblems) errors_.resize(kMostProblems);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(company_);
    }

  private:
    static const std::string& key_of(const LineFacts& line) { return line.cells.source_of.empty() ? line.part.id : line.cells.source_of; }

    void problem(const Place& where, std::string what, std::string hint) { errors_.push_back({where, std::move(what), std::move(hint)}); }

    Range assumed(const std::string& id) {
        if (const auto same = assumed_.find(id); same != assumed_.end()) return same->second;
        const auto found = tools_.ledger->known(id, tools_.known_on, parts_.where);
        if (!found) {
            append(errors_, found.error());
            return {};
        }
        company_.assumptions.push_back(id);
        return assumed_[id] = {(*found)->low, (*found)->value, (*found)->high, id};
    }
    static Range stated(double value) { return {value, value, value, {}}; }

    void take(const ProductBill& product) {
        const Bill& bill = product.file.bill;
        append(company_.notes, bill.notes);
        if (!bill.currency.empty() && !company_.currency.empty() && bill.currency != company_.currency) {
            problem({bill.file}, "is in " + bill.currency + ", another bill in " + company_.currency, "state all bills in one currency");
        }
        if (company_.currency.empty()) company_.currency = bill.currency;
        CompanyCells terms = product.product;
        const auto article = static_cast<std::size_t>(bill.article);
        merge_company_cells(terms, product.file.cells[article], bill.parts[article].id, product.file.place(bill.article), errors_);
        const double units = yearly_units(terms, bill.parts[article]);
        const std::vector<double> amounts = BillContent(bill, {.consumed = true}).amounts(bill.article, true);
        for (std::size_t i = 0; i < bill.parts.size(); ++i) {
            LineFacts& line = line_of(bill.parts[i], product.file.cells[i], product.file.place(static_cast<int>(i)));
            line.amount += static_cast<int>(i) == bill.article ? 1 : amounts[i];
            line.per_day += units * (static_cast<int>(i) == bill.article ? 1 : amounts[i]) / kDaysInYear;
            if (!bill.parts[i].contents_assumed) {
                for (const BillElement& content : bill.parts[i].contents) line.elements.insert(bill.elements[static_cast<std::size_t>(content.element)]);
            }
            for (int use = bill.first_use[i]; use < bill.first_use[i + 1]; ++use) {
                line.inside.insert(bill.parts[static_cast<std::size_t>(bill.uses[static_cast<std::size_t>(use)].child)].id);
            }
        }
        for (const CompanyProduct& other : company_.products) {
            if (articles_[static_cast<std::size_t>(&other - company_.products.data())] == bill.parts[article].id) {
                problem({bill.file}, "the product \"" + bill.parts[article].id + "\" stands in two bills", "give each product an id of its own");
            }
        }
        const std::string& name = bill.parts[article].name;
        company_.products.push_back({!product.name.empty() ? product.name : name.empty() ? bill.parts[article].id : name, 0, terms.revenue, terms.margin});
        articles_.push_back(bill.parts[article].id);
    }

    /// Stated, or revenue over the price of one.
    static double yearly_units(const CompanyCells& terms, const BillPart& article) {
        if (terms.units) return *terms.units;
        if (terms.revenue && article.unit_value && article.unit_value->to_double() > 0) return *terms.revenue / article.unit_value->to_double();
        return 0;
    }

    LineFacts& line_of(const BillPart& part, const CompanyCells& cells, const Place& where) {
        const auto [at, is_new] = lines_.emplace(part.id, LineFacts{part, cells, where, 0, 0, {}, {}});
        LineFacts& line = at->second;
        if (is_new) return line;
        const auto same = [&](std::string& have, const std::string& said, const char* column) {
            if (!have.empty() && !said.empty() && have != said) {
                problem(where, std::string(column) + " of \"" + part.id + "\" is \"" + said + "\" here and \"" + have + "\" in " + line.where.file, "say it in one way");
            }
            if (have.empty()) have = said;
        };
        same(line.part.name, part.name, "name");
        same(line.part.item, part.item, "item");
        same(line.part.origin, part.origin, "origin");
        same(line.part.supplier, part.supplier, "supplier");
        if (!line.part.unit_value) line.part.unit_value = part.unit_value;
        CompanyCells said = cells;
        said.revenue = said.margin = said.units = std::nullopt;
        merge_company_cells(line.cells, said, part.id, where, errors_);
        return line;
    }

    void take(const StockLine& stock) {
        const auto found = lines_.find(stock.part);
        if (found != lines_.end()) return merge_company_cells(found->second.cells, stock.cells, stock.part, stock.where, errors_);
        std::vector<std::string> known;
        for (const auto& [id, line] : lines_) known.push_back(id);
        const std::string near = did_you_mean(stock.part, known);
        problem(stock.where, "no bill has the part \"" + stock.part.substr(0, 60) + "\"", near.empty() ? "take the ids of the bills" : near);
    }

    /// Lines with one key become the sources of one part.
    void name_parts() {
        for (auto& [id, line] : lines_) groups_[key_of(line)].push_back(&line);
        for (const auto& [key, lines] : groups_) {
            const auto own = lines_.find(key);
            if (own == lines_.end() || key_of(own->second) == key) continue;
            problem(own->second.where, "\"" + key + "\" is a source of another part and has sources of its own", "name the same part in source_of of all of them");
        }
        for (const auto& [key, lines] : groups_) {
            for (const LineFacts* line : lines) {
                const bool alone = lines.size() == 1 && key == line->part.id;
                if (!alone && std::find(articles_.begin(), articles_.end(), line->part.id) != articles_.end()) {
                    problem(line->where, "a product cannot be one of several sources", "leave source_of empty in the product's line");
                }
            }
        }
    }

    /// Parts inside stand first. Bills are free of circles each; together, or through source_of, they may not be.
    void order() {
        std::map<std::string, int> colour;
        std::vector<std::string> path;
        const auto visit = [&](const auto& self, const std::string& key) -> void {
            int& mark = colour[key];
            if (mark == 2 || !errors_.empty()) return;
            path.push_back(key);
            if (mark == 1) {
                const auto begin = std::find(path.begin(), path.end(), key);
                problem(groups_.at(key).front()->where, "\"" + key + "\" contains itself: " + join({begin, path.end()}, " → "), "cut the circle: correct a parent or a source_of");
                return;
            }
            mark = 1;
            for (const LineFacts* line : groups_.at(key)) {
                for (const std::string& child : line->inside) self(self, key_of(lines_.at(child)));
            }
            colour[key] = 2;
            path.pop_back();
            index_.emplace(key, static_cast<int>(order_.size()));
            order_.push_back(key);
        };
        for (const auto& [key, lines] : groups_) visit(visit, key);
    }

    void fill() {
        for (const std::string& key : order_) company_.parts.push_back(part_of(key, groups_.at(key)));
        for (std::size_t i = 0; i < articles_.size(); ++i) company_.products[i].part = index_.at(articles_[i]);
        set_places();
        company_.luck = parts_.luck ? *parts_.luck : assumed("assume:company-luck");
        company_.holding_rate = parts_.holding_rate ? *parts_.holding_rate : assumed("assume:company-holding-rate");
        if (company_.name.empty()) company_.name = company_.products.front().name;
    }

    CompanyPart part_of(const std::string& key, const std::vector<LineFacts*>& lines) {
        CompanyPart part;
        part.id = key;
        const auto own = lines_.find(key);
        part.name = own != lines_.end() ? own->second.part.name : lines.front()->part.name;
        const std::vector<double> shares = shares_of(key, lines);
        for (std::size_t i = 0; i < lines.size(); ++i) part.sources.push_back(source_of(*lines[i], shares[i]));
        effect_of(part, key, lines);
        stock_of(part, lines, shares);
        const std::optional<double> qualified = least(lines, &CompanyCells::qualification_days), brought = least(lines, &CompanyCells::alternative_share);
        part.qualification_days = qualified ? stated(*qualified) : assumed("assume:company-qualification-days");
        part.alternative_share = brought ? stated(*brought) : assumed("assume:company-alternative-share");
        double value = 0;
        bool known = true;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const LineFacts& line = *lines[i];
            known = known && line.part.unit_value && line.per_day > 0;
            if (known) value += line.per_day * (line.cells.supplier_share ? shares[i] : 1) * line.part.unit_value->to_double();
        }
        if (known) part.day_value = value;
        return part;
    }

    /// By what the lines state, else by their quantities.
    std::vector<double> shares_of(const std::string& key, const std::vector<LineFacts*>& lines) {
        std::vector<double> shares;
        std::size_t stated_shares = 0;
        double sum = 0;
        for (const LineFacts* line : lines) stated_shares += line->cells.supplier_share ? 1 : 0;
        for (const LineFacts* line : lines) {
            shares.push_back(stated_shares > 0 ? line->cells.supplier_share.value_or(0) : line->amount);
            sum += shares.back();
        }
        if (stated_shares > 0 && (stated_shares < lines.size() || std::abs(sum - 1) > kShareSlack)) {
            problem(lines.front()->where, "the supplier_share of the sources of \"" + key + "\" sum to " + readable_number(sum, 3) + (stated_shares < lines.size() ? ", and not every source states one" : ""),
                    "let them sum to 1, or leave all of them empty: the quantities then say it");
            return shares;
        }
        if (sum <= 0) {
            problem(lines.front()->where, "no source supplies \"" + key + "\"", "state a quantity");
            return shares;
        }
        for (double& share : shares) share /= sum;
        return shares;
    }

    CompanySource source_of(const LineFacts& line, double share) const {
        CompanySource source{line.part.id, line.part.supplier, line.part.origin, line.part.item, share, line.cells.lead_days, {}, {line.elements.begin(), line.elements.end()}, false, line.where};
        for (const std::string& child : line.inside) {
            const int inside = index_.at(key_of(lines_.at(child)));
            if (std::find(source.inside.begin(), source.inside.end(), inside) == source.inside.end()) source.inside.push_back(inside);
        }
        std::sort(source.inside.begin(), source.inside.end());
        const bool article = std::find(articles_.begin(), articles_.end(), line.part.id) != articles_.end();
        source.made = article || line.cells.made.value_or(!line.inside.empty() && line.part.supplier.empty());
        return source;
    }

    void effect_of(CompanyPart& part, const std::string& key, const std::vector<LineFacts*>& lines) {
        std::optional<PartEffect> effect;
        for (const LineFacts* line : lines) {
            if (!line->cells.effect) continue;
            if (effect && (*effect != *line->cells.effect || part.slowed != line->cells.slowed)) {
                problem(line->where, "criticality of \"" + key + "\" is stated in two ways", "say it in one way for all its sources");
            }
            effect = line->cells.effect;
            part.slowed = line->cells.slowed;
        }
        part.effect = effect.value_or(PartEffect::stops);
    }

    /// Days of the sources weighted by their shares; units on hand over the day's use. The same part split in two lines has the
    /// same days.
    void stock_of(CompanyPart& part, const std::vector<LineFacts*>& lines, const std::vector<double>& shares) {
        Range sum;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const LineFacts& line = *lines[i];
            Range days = stated(0);
            const double used = line.per_day * (line.cells.supplier_share ? shares[i] : 1);
            if (line.cells.stock_days && line.cells.on_hand) {
                problem(line.where, "\"" + line.part.id + "\" states stock_days and on_hand", "keep one of them");
            } else if (line.cells.stock_days) {
                days = stated(*line.cells.stock_days);
            } else if (line.cells.on_hand && used <= 0) {
                problem(line.where, "on_hand of \"" + line.part.id + "\" is no number of days while nobody says how many products are made", "add units_per_year to the product, or state stock_days");
            } else if (line.cells.on_hand) {
                days = stated(*line.cells.on_hand / used);
            } else if (!part.made()) {
                days = assumed(stock_assumption(line.part.item));
            }
            sum = {sum.low + shares[i] * days.low, sum.mode + shares[i] * days.mode, sum.high + shares[i] * days.high, days.statement.empty() ? sum.statement : days.statement};
        }
        part.stock_days = sum;
    }

    /// The assumption for the stage of the item, where the ledger has one.
    std::string stock_assumption(const std::string& item) const {
        const std::string general = "assume:company-stock-days";
        const int index = tools_.catalogue->item(item);
        if (index < 0) return general;
        const std::string special = general + "-" + to_text(tools_.catalogue->items[static_cast<std::size_t>(index)].stage);
        return tools_.ledger->find(special) != nullptr ? special : general;
    }

    static std::optional<double> least(const std::vector<LineFacts*>& lines, std::optional<double> CompanyCells::*field) {
        std::optional<double> found;
        for (const LineFacts* line : lines) {
            if (line->cells.*field) found = std::min(found.value_or(HUGE_VAL), *(line->cells.*field));
        }
        return found;
    }

    /// A part is used where what it goes into is made: here, or at the supplier's. One stock serves all: where some of it is used
    /// here, all is the company's.
    void set_places() {
        std::vector<std::uint8_t> placed(company_.parts.size(), 0);
        for (const CompanyProduct& product : company_.products) company_.parts[static_cast<std::size_t>(product.part)].used_in = company_.place, placed[static_cast<std::size_t>(product.part)] = 1;
        for (std::size_t i = company_.parts.size(); i-- > 0;) {
            const CompanyPart& part = company_.parts[i];
            for (const CompanySource& source : part.sources) {
                const bool here = source.made && part.own;
                const std::string& at = source.made ? part.used_in : source.origin;
                for (const int child : source.inside) {
                    CompanyPart& inside = company_.parts[static_cast<std::size_t>(child)];
                    if (placed[static_cast<std::size_t>(child)] != 0 && (inside.own || !here)) continue;
                    inside.used_in = at;
                    inside.own = here;
                    placed[static_cast<std::size_t>(child)] = 1;
                }
            }
        }
    }

    const CompanyParts& parts_;
    const CompanyTools& tools_;
    Company company_;
    Errors errors_;
    std::map<std::string, LineFacts> lines_;             // by id
    std::map<std::string, std::vector<LineFacts*>> groups_;   // by key of the part, lines by id
    std::vector<std::string> articles_;                  // by product
    std::vector<std::string> order_;
    std::map<std::string, int> index_;
    std::map<std::string, Range> assumed_;
};

}  // namespace

Result<Company> assemble_company(const CompanyParts& parts, const CompanyTools& tools) { return Assembly(parts, tools).make(); }

}  // namespace countervail
