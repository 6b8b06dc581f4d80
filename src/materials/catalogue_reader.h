// SPDX-License-Identifier: Apache-2.0
// Steps of read_catalogue; each reads one kind of file of data/materials/ and adds to the catalogue.
#pragma once

#include "materials/catalogue.h"
#include "materials/figure.h"

namespace countervail {

class CatalogueReader {
  public:
    CatalogueReader(const Library& library, const Ledger& ledger, Date known_on, std::string_view set, FigureYear year = {})
        : library_(library), figures_(ledger, known_on, year), folder_("data/materials/" + (set.empty() ? "" : std::string(set) + "/")),
          optional_(!set.empty()) {}
    Result<Catalogue> read();

  private:
    using Reading = void (CatalogueReader::*)(Section);
    void file(std::string_view name, Reading reading);

    void elements(Section root);        // elements.toml: elements, their oxides, metals and smelters
    void deposits(Section root);        // deposits.toml: concentrates, mines, separators
    void items(Section root);           // items.toml: magnets, scrap, products, chips
    void processes(Section root);       // processes.toml: makers, recipes, recyclers, chip makers
    void uses(Section root);            // uses.toml

    void element(Section& section);
    void deposit(Section& section);
    void mixed_concentrate(Section& section, const std::string& deposit, const std::vector<Amount>& mixed,
                           double recovery, Process& separate);
    void item(Section& section);
    void maker(Section& section);
    void recipe(Section& section);
    void recycler(Section& section);
    void mine(Section& section);
    void chip_maker(Section& section);
    void use(Section& section);

    int known_element(Section& section, std::string_view key, std::string_view name);
    int element_with_oxide(Section& section, std::string_view key, std::string_view name);
    bool has_forms(Section& section, std::string_view key, int item);
    int known_item(Section& section, std::string_view key, std::string_view name);
    std::vector<CustomsCode> customs_codes(Section& section, std::string_view key);
    std::vector<Content> contents(Section& section);
    std::vector<Amount> amounts(Section& section, std::string_view key, std::string_view dimension);
    std::string statement_at(Section& section, std::string_view key);
    void add(Section& section, Item item);
    void add(Section& section, Process process);
    double oxide_per_element(int element) const;
    void close_balance(Process& process, Section& section);
    void check_cycles();

    const Library& library_;
    FigureReader figures_;
    std::string folder_;
    bool optional_ = false;   ///< files may be missing
    Catalogue catalogue_;
    Errors errors_;
};

}  // namespace countervail
