// SPDX-License-Identifier: Apache-2.0
#include "trade/import_trade.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "base/text.h"
#include "trade/cube_file.h"
#include "trade/cube_output.h"
#include "trade/merge_reports.h"
#include "trade/read_census.h"
#include "trade/read_comtrade.h"
#include "trade/read_gacc.h"
#include "trade/read_trade_table.h"

namespace countervail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = std::size_t{64} << 10;

struct Reading {
    const TradeImport& import;
    const TradePlaces& places;
    const HsNomenclature& nomenclatures;
    ImportNotes& notes;
};

/// A format that is read whole, file by file: reports of both sides, or a cube.
struct TradeFormat {
    const char* word;
    bool (*looks_like)(std::string_view bytes);
    Result<TradeReports> (*reports)(const TradeFile& file, Reading& reading);
    Result<TradeCube> (*cube)(const TradeFile& file, Reading& reading) = nullptr;
};

Result<TradeCube> read_table(const TradeFile& file, Reading& r) {
    TradeTableLayout layout;
    layout.threads = r.import.threads;
    if (!r.import.nomenclature.empty()) layout.nomenclature = r.import.nomenclature;
    return read_trade_table(file, r.places, r.notes, layout);
}

// One line for each reader. The order is that of trying: what is recognised by more comes first.
constexpr std::array kFormats = {
    TradeFormat{"comtrade", looks_like_comtrade, [](const TradeFile& file, Reading& r) { return read_comtrade(file, r.places, r.notes, {{}, r.import.digits, r.import.threads, &r.nomenclatures}); }},
    TradeFormat{"census", looks_like_census, [](const TradeFile& file, Reading& r) { return read_census(file, r.places, r.notes, {false, false, r.import.digits, r.import.threads, &r.nomenclatures}); }},
    TradeFormat{"gacc", looks_like_gacc, [](const TradeFile& file, Reading& r) { return read_gacc(file, r.places, r.notes, {{}, r.import.digits, r.import.threads, &r.nomenclatures}); }},
    TradeFormat{"table", looks_like_trade_table, nullptr, read_table},
};
constexpr const char* kBaci = "baci";

std::string id_of(const std::string& name) {
    std::string id;
    for (const char c : name.substr(0, name.rfind('.'))) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (plain) id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (!plain && !id.empty() && id.back() != '-') id += '-';
    }
    while (id.ends_with('-')) id.pop_back();
    return id.empty() ? "trade" : id;
}

/// The files that hold trade: lists of codes and notes beside them do not say what a release is.
std::vector<TextFile> trade_in(const std::vector<TextFile>& files) {
    std::vector<TextFile> trade;
    for (const TextFile& file : files) {
        const std::string ending = fs::path(file.plain_name).extension().string();
        const bool table = ending == ".csv" || ending == ".CSV" || ending == ".json" || ending == ".tsv";
        if (!file.plain_name.starts_with("country_codes") && !file.plain_name.starts_with("product_codes") && (table || files.size() == 1)) trade.push_back(file);
    }
    return trade;
}

/// The first lines of a file, or of its entry in an archive.
Result<std::string> head_of(const TextFile& file) {
    auto source = file.open();
    if (!source) return std::unexpected(std::move(source.error()));
    const auto pieces = (*source)->next();
    if (pieces) return pieces->empty() ? std::string() : std::string(pieces->front().substr(0, kHead));
    const auto whole = file.whole();   // JSON comes in one line
    if (!whole) return std::unexpected(whole.error());
    return std::string(whole->bytes.substr(0, kHead));
}

Result<std::string> recognised(const TextFile& file) {
    const auto head = head_of(file);
    if (!head) return std::unexpected(head.error());
    if (looks_like_baci(*head)) return std::string(kBaci);
    const auto format = std::ranges::find_if(kFormats, [&](const TradeFormat& known) { return known.looks_like(*head); });
    if (format != kFormats.end()) return std::string(format->word);
    // What the file says of itself is the best hint at what is wrong with it.
    const Error baci = read_baci_problem(*head, file.name);
    return fail(baci.where, baci.what + ", which nobody here recognises", "say what it is with --as: " + join(trade_formats(), ", ") + "; " + baci.hint);
}

/// What all files are; of an archive the first entry speaks for the rest.
Result<std::string> recognised(const std::vector<TextFile>& files) {
    std::string format;
    Errors errors;
    std::set<std::string> seen;
    for (const TextFile& file : files) {
        if (!seen.insert(file.origin).second) continue;
        const auto own = recognised(file);
        if (!own) {
            append(errors, own.error());
            continue;
        }
        if (format.empty()) format = *own;
        if (*own != format) errors.push_back({{file.name}, "is read as " + *own + ", the files before it as " + format, "import each kind apart"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return format;
}

Result<StoredTrade> store_baci(const TradeImport& import, std::span<const TextFile> files, const TradePlaces& places, const HsNomenclature& nomenclatures) {
    BaciOptions options{import.id, import.nomenclature, &places, &nomenclatures, import.threads, import.progress};
    if (options.id.empty()) {
        const auto id = baci_release_id(files);
        if (!id) return std::unexpected(id.error());
        options.id = *id;
    }
    StoredTrade stored{import.into(options.id), kBaci, {}, 0, 0, 0, {}};
    const auto output = cube_file_output(stored.path);
    if (!output) return std::unexpected(output.error());
    auto imported = import_baci(files, options, **output);
    if (!imported) return std::unexpected(std::move(imported.error()));
    stored.notes = std::move(imported->notes);
    stored.rows_read = imported->rows_read;
    stored.rows_left_out = imported->rows_left_out;
    stored.text_bytes = imported->text_bytes;
    return stored;
}

Result<TradeCube> reconciled(const TradeImport& import, std::vector<TradeReports> reports, std::vector<Table>& tables) {
    const auto merged = merged_reports(std::move(reports));
    if (!merged) return std::unexpected(merged.error());
    const auto choice = import.mirror();
    if (!choice) return std::unexpected(choice.error());
    auto trade = mirrored_trade(*merged, *choice);
    if (!trade) return std::unexpected(std::move(trade.error()));
    tables.push_back(mirror_pairs_table(*trade, *merged));
    if (!trade->reporters.empty()) tables.push_back(mirror_reporters_table(*trade, *merged));
    return std::move(trade->cube);
}

Result<StoredTrade> store_whole(const TradeImport& import, const std::vector<TextFile>& files, const TradeFormat& format, const TradePlaces& places, const HsNomenclature& nomenclatures) {
    StoredTrade stored;
    stored.format = format.word;
    Reading reading{import, places, nomenclatures, stored.notes};
    std::vector<TradeCube> cubes;
    std::vector<TradeReports> reports;
    Errors errors;
    for (const TextFile& file : files) {
        const auto whole = file.whole();
        if (!whole) return std::unexpected(whole.error());
        const TradeFile named{file.name, whole->bytes};
        const auto keep = [&errors](auto read, auto& all) {
            if (read)
                all.push_back(std::move(*read));
            else
                append(errors, std::move(read.error()));
        };
        if (format.reports != nullptr)
            keep(format.reports(named, reading), reports);
        else
            keep(format.cube(named, reading), cubes);
        stored.text_bytes += whole->bytes.size();
        if (import.progress) import.progress(cubes.size() + reports.size(), files.size());
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const auto all = format.reports != nullptr ? reconciled(import, std::move(reports), stored.mirror) : cubes.size() == 1 ? Result<TradeCube>(cubes.front()) : joined(cubes);
    if (!all) return std::unexpected(all.error());
    const std::string id = !import.id.empty() ? import.id : id_of(files.front().plain_name);
    stored.path = import.into(id);
    if (auto written = write_cube(with_id(*all, id), stored.path, import.threads); !written) return std::unexpected(std::move(written.error()));
    return stored;
}

}  // namespace

std::vector<std::string> trade_formats() {
    std::vector<std::string> words{kBaci};
    for (const TradeFormat& format : kFormats) words.emplace_back(format.word);
    return words;
}

Result<StoredTrade> import_trade(const TradeImport& import, const TradePlaces& places, const HsNomenclature& nomenclatures) {
    const auto files = text_files(import.files, import.unpacked_limit);
    if (!files) return std::unexpected(files.error());
    const std::vector<TextFile> trade = trade_in(*files);
    if (trade.empty()) return fail({import.files.front().string()}, "holds no file of trade", "name a csv, a folder or a zip with one");
    const auto format = import.as.empty() ? recognised(trade) : Result<std::string>(import.as);
    if (!format) return std::unexpected(format.error());
    if (*format == kBaci) return store_baci(import, *files, places, nomenclatures);
    const auto known = std::ranges::find_if(kFormats, [&](const TradeFormat& one) { return one.word == *format; });
    if (known == kFormats.end()) return fail({}, "there is no format \"" + *format + "\"", "one of " + join(trade_formats(), ", "));
    return store_whole(import, trade, *known, places, nomenclatures);
}

}  // namespace countervail
