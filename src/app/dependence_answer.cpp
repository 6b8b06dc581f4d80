// SPDX-License-Identifier: Apache-2.0
#include "app/dependence_answer.h"

#include "app/files.h"
#include "app/json_document.h"
#include "base/text.h"

namespace countervail {
namespace {

std::vector<const Table*> pointers(const std::vector<Table>& tables) {
    std::vector<const Table*> all;
    for (const Table& table : tables) all.push_back(&table);
    return all;
}

void show_json(const Settings& settings, const DependenceReport& report) {
    std::vector<std::string> answer = split(report.answer, '\n');
    std::erase(answer, std::string());
    settings.answers() << JsonDocument().add("answer", answer).add_tables(report.tables).text();
}

Result<void> write_all(const Settings& settings, const DependenceReport& report) {
    const auto files = dependence_files(report, settings.threads_to_use());
    if (!files) return std::unexpected(files.error());
    return write_files(settings.out, *files);
}

}  // namespace

Table first_rows(Table table, std::size_t rows) {
    if (rows > 0 && table.rows.size() > rows) {
        table.title += " (" + std::to_string(rows) + " of " + std::to_string(table.rows.size()) + ")";
        table.rows.resize(rows);
    }
    return table;
}

ExitCode show_dependence(const Settings& settings, const DependenceReport& report, const DependenceShown& shown) {
    if (!settings.out.empty()) {
        if (auto written = write_all(settings, report); !written) return countervail::report(settings, written.error());
    }
    if (settings.format == TableFormat::json) {
        show_json(settings, report);
        return kDone;
    }
    if (settings.format == TableFormat::csv) {
        print(settings, pointers(report.tables));
        return kDone;
    }
    settings.answers() << report.answer << '\n';
    print(settings, pointers(shown.all_tables ? report.tables : shown.tables));
    for (const std::string& note : shown.notes) settings.answers() << '\n' << note << '\n';
    if (!settings.out.empty()) settings.answers() << "\nreport: " << (settings.out / "report.html").generic_string() << '\n';
    return kDone;
}

}  // namespace countervail
