// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/trade_data.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "equilibrium/trade_draft.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {

namespace {

struct TableRule {
    std::string name;
    std::vector<ColumnRule> columns;
    bool required = true;
};

const std::vector<TableRule>& table_rules() {
    static const std::vector<TableRule> all{
        {"elasticities.csv", {{"industry"}, {"theta"}}},
        {"value-added.csv", {{"industry"}, {"place"}, {"value"}}},
        {"final.csv", {{"industry"}, {"place"}, {"value"}}},
        {"inputs.csv", {{"input"}, {"industry"}, {"place"}, {"value"}}},
        {"trade.csv", {{"industry"}, {"exporter"}, {"importer"}, {"value"}, {"tariff", false}, {"tariff_before", false}, {"tariff_after", false}}},
        {"deficits.csv", {{"place"}, {"value"}}, false}};
    return all;
}

/// Names in order of appearance, and their numbers.
class Names {
  public:
    int add(const std::string& name) {
        const auto [at, fresh] = index_.try_emplace(name, static_cast<int>(list_.size()));
        if (fresh) list_.push_back(name);
        return at->second;
    }
    int find(const std::string& name) const {
        const auto at = index_.find(name);
        return at == index_.end() ? -1 : at->second;
    }
    const std::vector<std::string>& list() const { return list_; }

  private:
    std::map<std::string, int> index_;
    std::vector<std::string> list_;
};

class TableReader {
  public:
    explicit TableReader(const std::vector<TradeDataFile>& files) : files_(files) {}

    Result<TradeData> read() {
        open_all();
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        name_all();
        if (errors_.empty() && (places_.list().size() < 2 || industries_.list().empty())) {
            errors_.push_back({records_.at("value-added.csv").place(0), "names fewer than two places or no industry", "trade needs two places"});
        }
        const std::size_t n = places_.list().size(), j = industries_.list().size();
        if (n > TradeDraft::kMostNames || j > TradeDraft::kMostNames || n * n * j + j * j * n > TradeDraft::kMostCells) {
            errors_.push_back({records_.at("value-added.csv").place(0), "has more places and industries than this program reads", "join some of them"});
        }
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        TradeDraft draft(places_.list(), industries_.list(), theta_);
        read_table(draft, "value-added.csv", TradeDraft::Kind::value_added, {"industry", "place"});
        read_table(draft, "final.csv", TradeDraft::Kind::final_use, {"industry", "place"});
        read_table(draft, "inputs.csv", TradeDraft::Kind::inputs, {"input", "industry", "place"});
        read_table(draft, "trade.csv", TradeDraft::Kind::trade, {"industry", "exporter", "importer"});
        if (records_.contains("deficits.csv")) read_table(draft, "deficits.csv", TradeDraft::Kind::deficit, {"place"});
        return draft.finish(records_.at("trade.csv").place(0).file);
    }

  private:
    static std::string last_part(const std::string& path) { return path.substr(path.find_last_of("/\\") + 1); }

    void open_all() {
        for (const TableRule& rule : table_rules()) {
            const auto file = std::find_if(files_.begin(), files_.end(), [&](const TradeDataFile& each) { return last_part(each.name) == rule.name; });
            if (file == files_.end()) {
                if (rule.required) errors_.push_back({{rule.name}, "is not among the files", "the folder has elasticities.csv, value-added.csv, final.csv, inputs.csv, trade.csv (docs/formats/tariff-data.md)"});
                continue;
            }
            auto grid = read_csv(file->bytes, file->name);
            if (!grid) {
                append(errors_, std::move(grid.error()));
                continue;
            }
            records_.try_emplace(rule.name, std::move(*grid), rule.columns, errors_);
        }
    }

    /// Industries in the order of their elasticities, places in that of their value added.
    void name_all() {
        const Records& elasticities = records_.at("elasticities.csv");
        for (std::size_t row = 0; row < elasticities.size(); ++row) {
            const std::string name = elasticities.text(row, "industry");
            const auto theta = parse_number(elasticities.text(row, "theta"));
            if (name.empty() || industries_.find(name) >= 0) errors_.push_back({elasticities.place(row, "industry"), name.empty() ? "has no name" : "\"" + name + "\" stands here twice", "one row per industry"});
            if (!theta || !(*theta > 0)) errors_.push_back({elasticities.place(row, "theta"), "\"" + elasticities.text(row, "theta") + "\" is not an elasticity", "theta is above 0"});
            if (industries_.add(name) == static_cast<int>(theta_.size())) theta_.push_back(theta.value_or(1));
        }
        const Records& value_added = records_.at("value-added.csv");
        for (std::size_t row = 0; row < value_added.size(); ++row) {
            const std::string name = value_added.text(row, "place");
            if (name.empty()) errors_.push_back({value_added.place(row, "place"), "names no place", "write its code"});
            else places_.add(name);
        }
    }

    void read_table(TradeDraft& draft, const std::string& table, TradeDraft::Kind kind, const std::vector<std::string>& keys) {
        const Records& records = records_.at(table);
        for (std::size_t row = 0; row < records.size() && !draft.full(); ++row) {
            std::vector<int> index(3, 0);
            bool known = true;
            for (std::size_t k = 0; k < keys.size(); ++k) {
                const bool industry = keys[k] == "industry" || keys[k] == "input";
                const Names& names = industry ? industries_ : places_;
                const std::string name = records.text(row, keys[k]);
                index[k] = names.find(name);
                if (index[k] >= 0) continue;
                known = false;
                const std::string near = did_you_mean(name, names.list());
                draft.problem(records.place(row, keys[k]), "\"" + name.substr(0, 60) + "\" is none of the " + (industry ? "industries of elasticities.csv" : "places of value-added.csv"),
                              near.empty() ? "names are the same in every table" : near);
            }
            double value = 0;
            if (!read_figure(draft, records.text(row, "value"), records.place(row, "value"), value) || !known) continue;
            draft.set(kind, index[0], index[1], index[2], value, records.place(row, "value"));
            if (kind == TradeDraft::Kind::trade) read_rates(draft, records, row, index);
        }
    }

    static void read_rates(TradeDraft& draft, const Records& records, std::size_t row, const std::vector<int>& index) {
        double rate[3] = {};
        bool given[3] = {};
        const char* const columns[] = {"tariff", "tariff_before", "tariff_after"};
        for (int i = 0; i < 3; ++i) {
            const std::string text = records.text(row, columns[i]);
            given[i] = !text.empty();
            if (given[i] && !read_figure(draft, text, records.place(row, columns[i]), rate[i])) return;
        }
        draft.set_rates(index[0], index[1], index[2], rate[0], given[1] ? &rate[1] : nullptr, given[2] ? &rate[2] : nullptr, records.place(row, "tariff"));
    }

    const std::vector<TradeDataFile>& files_;
    std::map<std::string, Records> records_;
    Names places_, industries_;
    std::vector<double> theta_;
    Errors errors_;
};

}  // namespace

Result<TradeData> read_trade_tables(const std::vector<TradeDataFile>& files) { return TableReader(files).read(); }

Result<TradeData> read_trade_data(const std::vector<TradeDataFile>& files) {
    if (files.empty()) return fail({}, "no trade data are given", "name a file or a folder");
    return files.size() == 1 ? read_trade_lines(files.front().bytes, files.front().name) : read_trade_tables(files);
}

}  // namespace countervail
