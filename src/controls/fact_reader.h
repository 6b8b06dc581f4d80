// SPDX-License-Identifier: Apache-2.0
// Stated facts, as shipments and items give them: a table of fact ids with a number ("14 nm", 14), true or false, or words.
#pragma once

#include <string>
#include <vector>

#include "base/toml_file.h"
#include "controls/law_terms.h"

namespace countervail {

/// Problems go to the section; facts that cannot be read are left out. Calls finish().
std::vector<Fact> read_facts(Section section, const LawTerms& terms);

/// One fact from text (a cell of a table); empty with a problem text when it cannot be read.
std::optional<Fact> read_fact_text(const FactTerm& term, std::string_view text, std::string& problem);

}  // namespace countervail
