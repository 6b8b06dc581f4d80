// SPDX-License-Identifier: Apache-2.0
#include "economy/industries.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "economy/criticality.h"

namespace countervail {
namespace {

constexpr const char* kFile = "data/economy/industries.toml";

std::vector<std::string> ids_of(const std::vector<Industry>& list) {
    std::vector<std::string> ids;
    for (const Industry& industry : list) ids.push_back(industry.id);
    return ids;
}

class IndustryReader {
  public:
    explicit IndustryReader(const Catalogue& catalogue) : catalogue_(catalogue) {}
    Industries read(Section root);

  private:
    void industry(Section& section);
    void codes(Section section, int industry);
    void uses(Section& root);
    void hosts(Section& root);
    void processes(Section& root);
    int known(Section& section, std::string_view key);
    /// Gives `industry` to every name that a pattern of `key` covers and that has none yet.
    template <class Row>
    void give(Section& section, std::string_view key, const std::vector<Row>& rows, int industry, std::vector<int>& to);

    const Catalogue& catalogue_;
    Industries found_;
    std::set<std::string> sectors_;
};

constexpr int kNobody = -2;   // while reading: no row has spoken yet

Industries IndustryReader::read(Section root) {
    std::vector<Section> sections = root.tables("industry");
    if (sections.empty()) root.problem("industry", "no industry is listed", "add [[industry]] tables with id, name and isic");
    for (Section& section : sections) industry(section);
    uses(root);
    hosts(root);
    processes(root);
    root.finish();
    return std::move(found_);
}

void IndustryReader::industry(Section& section) {
    Industry industry;
    industry.id = section.text("id");
    industry.name = section.text("name");
    industry.isic = section.text("isic");
    industry.sectors = section.texts("sectors");
    if (found_.industry(industry.id) >= 0) section.problem("id", "\"" + industry.id + "\" stands twice", "rename one");
    for (const std::string& sector : industry.sectors) {
        const bool used = std::any_of(catalogue_.uses.begin(), catalogue_.uses.end(),
                                      [&](const EndUse& use) { return use.sector == sector; });
        std::vector<std::string> all;
        for (const EndUse& use : catalogue_.uses) all.push_back(use.sector);
        if (!used) {
            const std::string hint = did_you_mean(sector, all);
            section.problem("sectors", "no end use is of the sector \"" + sector + "\"",
                            hint.empty() ? "sectors stand in data/materials/uses.toml" : hint);
        } else if (!sectors_.insert(sector).second) {
            section.problem("sectors", "the sector \"" + sector + "\" belongs to two industries", "leave it to one of them");
        }
    }
    const int index = static_cast<int>(found_.list.size());
    found_.list.push_back(std::move(industry));
    codes(section.table("codes"), index);
    section.finish();
}

void IndustryReader::codes(Section section, int industry) {
    static const std::vector<std::string> kClassifications = {"wiod-2013", "wiod-2016", "oecd-icio",
                                                              "exiobase",  "eora26",    "bea-summary"};
    for (const std::string& classification : kClassifications) {
        for (const std::string& code : section.texts(classification)) {
            const auto at = std::find_if(found_.codes.begin(), found_.codes.end(), [&](const IndustryCode& known) {
                return known.classification == classification && known.code == code;
            });
            if (code.empty()) {
                section.problem(classification, "a code is empty", "remove it");
            } else if (at == found_.codes.end()) {
                found_.codes.push_back({classification, code, industry, {}});
            } else if (at->industry == industry ||
                       std::find(at->shares_with.begin(), at->shares_with.end(), industry) != at->shares_with.end()) {
                section.problem(classification, "the code \"" + code + "\" stands twice", "remove one of them");
            } else {
                at->shares_with.push_back(industry);
            }
        }
    }
    section.finish();
}

int IndustryReader::known(Section& section, std::string_view key) {
    const std::string id = section.text(key);
    if (id.empty()) {
        if (section.has(key)) section.problem(key, "names no industry", "write the id of an [[industry]]");
        return -1;
    }
    const int index = found_.industry(id);
    if (index < 0) {
        const std::string hint = did_you_mean(id, ids_of(found_.list));
        section.problem(key, "unknown industry \"" + id + "\"", hint.empty() ? "write the id of an [[industry]]" : hint);
    }
    return index;
}

template <class Row>
void IndustryReader::give(Section& section, std::string_view key, const std::vector<Row>& rows, int industry,
                          std::vector<int>& to) {
    const std::vector<std::string> patterns = section.texts(key);
    if (patterns.empty()) section.problem(key, "names nothing", "write ids or patterns with '*'");
    for (const std::string& pattern : patterns) {
        bool fits = false;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!matches_pattern(pattern, rows[i].id)) continue;
            fits = true;
            if (to[i] == kNobody) to[i] = industry;
        }
        if (fits) continue;
        std::vector<std::string> ids;
        for (const Row& row : rows) ids.push_back(row.id);
        const std::string hint = did_you_mean(pattern, ids);
        section.problem(key, "nothing in the catalogue is \"" + pattern + "\"",
                        hint.empty() ? "write an id of data/materials, or a pattern with '*'" : hint);
    }
}

void IndustryReader::uses(Section& root) {
    found_.of_use.assign(catalogue_.uses.size(), kNobody);
    for (Section& section : root.tables("use")) {
        int industry = -1;
        if (section.text("industry", "-").empty()) {
            if (section.text("why").empty() && section.has("why")) {
                section.problem("why", "gives no reason", "say why no industry has these uses");
            }
        } else {
            industry = known(section, "industry");
            section.allow("why");
        }
        give(section, "ids", catalogue_.uses, industry, found_.of_use);
        section.finish();
    }
    for (std::size_t use = 0; use < catalogue_.uses.size(); ++use) {
        if (found_.of_use[use] != kNobody) continue;
        found_.of_use[use] = -1;
        const std::string& sector = catalogue_.uses[use].sector;
        for (std::size_t i = 0; i < found_.list.size(); ++i) {
            const auto& sectors = found_.list[i].sectors;
            if (std::find(sectors.begin(), sectors.end(), sector) != sectors.end()) found_.of_use[use] = static_cast<int>(i);
        }
        if (found_.of_use[use] < 0) {
            root.problem("use", "the end use \"" + catalogue_.uses[use].id + "\" (sector " + sector + ") has no industry",
                         "name it in a [[use]], or its sector in an [[industry]]");
        }
    }
}

void IndustryReader::hosts(Section& root) {
    found_.host_of_item.assign(catalogue_.items.size(), kNobody);
    found_.bought_as_investment.assign(catalogue_.items.size(), false);
    for (Section& section : root.tables("host")) {
        const int industry = known(section, "industry");
        const std::vector<int> before = found_.host_of_item;
        give(section, "items", catalogue_.items, industry, found_.host_of_item);
        if (section.flag("investment", false)) {
            for (std::size_t item = 0; item < before.size(); ++item) {
                if (before[item] != found_.host_of_item[item]) found_.bought_as_investment[item] = true;
            }
        }
        section.finish();
    }
    for (int& host : found_.host_of_item) host = std::max(host, -1);
}

void IndustryReader::processes(Section& root) {
    found_.of_process.assign(catalogue_.processes.size(), kNobody);
    for (Section& section : root.tables("made_by")) {
        const int industry = known(section, "industry");
        give(section, "processes", catalogue_.processes, industry, found_.of_process);
        section.finish();
    }
    Section kinds = root.table("process");
    for (std::size_t i = 0; i < catalogue_.processes.size(); ++i) {
        if (found_.of_process[i] != kNobody) continue;
        const std::string& kind = catalogue_.processes[i].kind;
        found_.of_process[i] = -1;
        if (kinds.has(kind)) {
            found_.of_process[i] = known(kinds, kind);
        } else {
            root.problem("process", "nobody runs processes of the kind \"" + kind + "\" (" + catalogue_.processes[i].id + ")",
                         "add " + kind + " = \"…\" to [process]");
        }
    }
    kinds.finish();
}

}  // namespace

int Industries::industry(std::string_view id) const {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

Result<Industries> read_industries(const Library& library, const Catalogue& catalogue) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return fail({kFile}, "is missing", "the industries stand there; see docs/formats/industries.md");
    auto toml = TomlFile::parse(file->text, file->path);
    if (!toml) return std::unexpected(std::move(toml.error()));
    Industries industries = IndustryReader(catalogue).read(toml->root());
    Errors errors = toml->take_errors();
    auto groups = read_place_groups(library);
    if (groups) industries.place_groups = std::move(*groups);
    else append(errors, std::move(groups.error()));
    if (errors.empty()) {
        auto criticality = read_criticality(library, industries);
        if (criticality) {
            industries.criticality = std::move(*criticality);
        } else {
            append(errors, std::move(criticality.error()));
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return industries;
}

}  // namespace countervail
