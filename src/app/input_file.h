// SPDX-License-Identifier: Apache-2.0
// One file that a person asks to have checked: which kind it is, where it belongs in the library, and all its problems
// in the company of the rest of the library.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/library.h"
#include "base/solved_programs.h"

namespace countervail {

enum class InputKind { scenario, act, law_words, world, materials, ledger, sources, assumptions, vocabulary, lint, working_days,
                       party_list, list_catalogue, holdings, bill, shipment,
                       economy, shock, tariff_question, company, supplier_links, trade_data, supply_risk, calibration, posterior };
std::string to_text(InputKind kind);

struct InputFile {
    InputKind kind = InputKind::scenario;
    std::string library_path;    ///< "rules/CHN/mofcom-2025-61.toml": where the library has or would have it
};

/// By the path (…/rules/…, …/data/ledger/…), else by the keys or columns it begins with. Fails when neither tells.
Result<InputFile> recognise(const std::string& path, const std::string& text);

/// Problems of the file with `library` around it; `path` is where it lies, for the files that it names. Empty when it can be used.
/// `solved` goes from file to file: most of them leave the worlds as they are.
Errors check_input(Library library, const InputFile& file, const std::string& path, const std::string& text, SolvedPrograms& solved);

/// Of a file of evidence that can be used: what the lint rules find odd in it without being sure that it is wrong. Empty for other kinds.
Errors input_warnings(Library library, const InputFile& file, const std::string& text);

}  // namespace countervail
