// SPDX-License-Identifier: Apache-2.0
#include "trade/read_baci.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>

#include "base/parallel.h"
#include "base/text.h"
#include "trade/baci_judgement.h"
#include "trade/baci_release.h"
#include "trade/baci_rows.h"
#include "trade/cube_file.h"
#include "trade/cube_writer.h"

namespace countervail {
namespace {

constexpr std::size_t kProblemsShown = 20;
constexpr const char* kLeftOut = "rows left out";

/// SHA-256 of every file read, computed beside the reading.
class Digests {
  public:
    Digests(const BaciRelease& release, int threads) {
        std::vector<const TextFile*> files = release.years;
        files.push_back(release.country_codes);
        files.push_back(release.product_codes);
        for (const TextFile* file : files) {
            if (file != nullptr && !digests_.contains(file->origin)) digests_[file->origin] = std::async(threads > 1 ? std::launch::async : std::launch::deferred, file->origin_sha256);
        }
    }
    std::vector<std::string> take() {
        std::vector<std::string> lines;
        for (auto& [origin, digest] : digests_) lines.push_back(origin + " " + digest.get());
        return lines;
    }

  private:
    std::map<std::string, std::future<std::string>> digests_;
};

/// One file read: pieces and the line at which each begins.
struct FileRows {
    const TextFile* file = nullptr;
    BaciHeader header;
    std::vector<BaciPiece> pieces;
    std::vector<int> first_line;
};

class BaciImport {
  public:
    BaciImport(const BaciRelease& release, const BaciOptions& options, const BaciPlaces& places, CubeOutput& output)
        : release_(release), options_(options), places_(places), writer_(output, options.threads) {
        for (const TextFile* file : release.years) all_bytes_ += file->bytes;
    }

    Result<ImportedTrade> run(Digests& digests) {
        for (const TextFile* file : release_.years) {
            if (auto added = add_file(*file); !added) return std::unexpected(std::move(added.error()));
        }
        return finish(digests);
    }

  private:
    Result<void> add_file(const TextFile& file) {
        auto rows = read_file(file, {});
        if (!rows) return std::unexpected(std::move(rows.error()));
        if (auto counted = count(*rows); !counted) return counted;
        std::map<int, std::vector<FlowPiece>> years;
        for (BaciPiece& piece : rows->pieces) {
            const FlowPiece flows = std::move(piece.flows);
            for (std::size_t run = 0; run < piece.runs.size(); ++run)
                years[piece.runs[run].year].push_back({flows.rows, flows.begin + piece.runs[run].begin, flows.begin + (run + 1 < piece.runs.size() ? piece.runs[run + 1].begin : piece.kept)});
        }
        for (auto& [year, pieces] : years) {
            if (auto added = add_year(file, year, std::move(pieces)); !added) return added;
        }
        return {};
    }

    Result<FileRows> read_file(const TextFile& file, std::span<const WatchedFlow> watched) {
        auto source = file.open();
        if (!source) return std::unexpected(std::move(source.error()));
        FileRows rows{&file, {}, {}, {}};
        FlowSlabs slabs;
        for (bool first = true;; first = false) {
            auto pieces = (*source)->next();
            if (!pieces) return std::unexpected(std::move(pieces.error()));
            if (first) {
                const auto header = read_baci_header(pieces->empty() ? std::string_view() : pieces->front(), file.name);
                if (!header) return std::unexpected(header.error());
                rows.header = *header;
            }
            if (pieces->empty()) break;
            if (first) pieces->front().remove_prefix(rows.header.bytes);
            read_pieces(rows, *pieces, **source, slabs, watched);
        }
        int line = 2;
        for (const BaciPiece& piece : rows.pieces) {
            rows.first_line.push_back(line);
            line += piece.lines;
        }
        return rows;
    }

    void read_pieces(FileRows& rows, const std::vector<std::string_view>& pieces, TextSource& source, FlowSlabs& slabs, std::span<const WatchedFlow> watched) {
        const std::size_t before = rows.pieces.size();
        rows.pieces.resize(before + pieces.size());
        parallel_for(options_.threads, pieces.size(), [&](std::size_t at) {
            rows.pieces[before + at] = read_baci_piece(pieces[at], rows.header, places_, rows.file->name, slabs, watched);
            source.done_with(pieces[at]);
            if (!watched.empty()) return;
            const std::lock_guard lock(progress_lock_);
            done_bytes_ += pieces[at].size();
            if (options_.progress) options_.progress(done_bytes_, std::max(all_bytes_, done_bytes_));
        });
    }

    /// Adds up what the pieces say, with lines of the file; fails when rows are none.
    Result<void> count(const FileRows& rows) {
        Errors errors;
        std::uint64_t wrong = 0;
        for (std::size_t at = 0; at < rows.pieces.size(); ++at) {
            const BaciPiece& piece = rows.pieces[at];
            imported_.rows_read += piece.rows;
            wrong += piece.wrong_rows;
            for (Error error : piece.errors) {
                error.where.line += rows.first_line[at];
                if (errors.size() < kProblemsShown) errors.push_back(std::move(error));
            }
            for (std::size_t kind = 0; kind < kBaciNotes; ++kind) add_note(kind, piece.notes[kind], rows.first_line[at]);
        }
        if (wrong > errors.size()) errors.push_back({{rows.file->name}, "and " + std::to_string(wrong - errors.size()) + " more rows like these", "mend the ones shown first"});
        if (!errors.empty()) return std::unexpected(std::move(errors));
        return {};
    }

    void add_note(std::size_t kind, const BaciNoteCount& count, int first_line) {
        if (count.rows == 0) return;
        ImportNote note{baci_note(kind).kind, baci_note(kind).done, count.rows, count.value, count.examples};
        for (Error& example : note.examples) example.where.line += first_line;
        if (baci_note(kind).leaves_out) imported_.rows_left_out += count.rows;
        imported_.notes.add(std::move(note));
    }

    Result<void> add_year(const TextFile& file, int year, std::vector<FlowPiece> pieces) {
        if (const auto [known, fresh] = file_of_year_.emplace(year, file.name); !fresh)
            return fail({file.name}, "has the year " + std::to_string(year) + ", which is in " + known->second + " too", "give every year once");
        doubt_units(pieces, year, file.name, imported_.notes);
        const auto sorted = write_sorted(year, pieces, writer_, options_.threads);
        if (!sorted) return std::unexpected(sorted.error());
        pieces.clear();
        if (!sorted->again.empty()) {
            if (auto judged = judge_again(file, year, sorted->again); !judged) return judged;
        }
        imported_.rows_kept += sorted->product_begin.back();
        for (std::size_t slot = 0; slot < sorted->place_used.size(); ++slot) slot_used_[slot] |= sorted->place_used[slot];
        count_codes(*sorted, codes_);
        return {};
    }

    /// Rows that come again as they were are a file joined to itself, and are left out; one key with two values is for the user to mend.
    Result<void> judge_again(const TextFile& file, int year, const std::vector<FlowAgain>& again) {
        std::set<WatchedFlow> shown;
        const bool differ = std::ranges::any_of(again, [](const FlowAgain& flow) { return !flow.same(); });
        for (const FlowAgain& flow : again) {
            if (shown.size() < kProblemsShown && flow.same() != differ) shown.insert({year, flow.again.key});
        }
        const auto lines = lines_of(file, {shown.begin(), shown.end()});
        if (!lines) return std::unexpected(lines.error());
        Errors errors;
        for (const auto& [flow, at] : *lines)
            errors.push_back({{file.name, at.back()}, words_of(flow) + (differ ? " has two values, here and in line " : " is there twice, here and in line ") + std::to_string(at.front()),
                              differ ? "a key may come once: drop one of the rows, or add them up" : "was the file joined to itself?"});
        if (differ) {
            const auto all = static_cast<std::size_t>(std::ranges::count_if(again, [](const FlowAgain& flow) { return !flow.same(); }));
            if (all > errors.size()) errors.push_back({{file.name}, "and " + std::to_string(all - errors.size()) + " more rows like these", "mend the ones shown first"});
            return std::unexpected(std::move(errors));
        }
        double value = 0;
        for (const FlowAgain& flow : again) value += flow.again.value;
        imported_.rows_left_out += again.size();
        imported_.notes.add(ImportNote{"a row that comes twice", kLeftOut, again.size(), value, std::move(errors)});
        return {};
    }

    /// The file is read again: lines are not kept, since they are wanted only here.
    Result<std::map<WatchedFlow, std::vector<int>>> lines_of(const TextFile& file, const std::vector<WatchedFlow>& flows) {
        const auto rows = read_file(file, flows);
        if (!rows) return std::unexpected(rows.error());
        std::map<WatchedFlow, std::vector<int>> lines;
        for (std::size_t at = 0; at < rows->pieces.size(); ++at) {
            for (const BaciPiece::Seen& seen : rows->pieces[at].seen) lines[flows[seen.watched]].push_back(rows->first_line[at] + seen.line);
        }
        return lines;
    }

    std::string words_of(const WatchedFlow& flow) const {
        const FlowRow row{flow.key, 0, 0};
        return places_.places()[row.exporter()].id + " to " + places_.places()[row.importer()].id + ", product " + six_digits(row.product()) + ", " + std::to_string(flow.year);
    }

    Result<SlotNames> names() {
        SlotNames names;
        for (std::size_t slot = 0; slot < places_.places().size(); ++slot) {
            if (!slot_used_[slot]) continue;
            names.places.push_back(places_.places()[slot]);
            names.place_slots.push_back(static_cast<std::uint16_t>(slot));
        }
        std::map<std::string, std::string> product_names;
        if (release_.product_codes != nullptr) {
            const auto text = read_small_text(*release_.product_codes);
            if (!text) return std::unexpected(text.error());
            auto read = baci_product_names(*text, release_.product_codes->name);
            if (!read) return std::unexpected(std::move(read.error()));
            product_names = std::move(*read);
        }
        for (const auto& [code, trade] : codes_) {
            const auto name = product_names.find(six_digits(code));
            names.products.push_back({six_digits(code), name == product_names.end() ? std::string() : name->second});
            names.product_slots.push_back(code);
        }
        return names;
    }

    Result<ImportedTrade> finish(Digests& digests) {
        if (imported_.rows_kept == 0)
            return fail({release_.years.front()->name}, imported_.notes.empty() ? "has no rows" : "has no row that could be kept: " + imported_.notes.all().front().kind, "compare it with the publisher's file");
        TradeProvenance provenance;
        provenance.id = imported_.id = options_.id.empty() ? baci_id(release_) : options_.id;
        provenance.source = "CEPII, BACI: International Trade Database at the Product-Level" + (release_.version.empty() ? std::string() : ", version " + release_.version);
        provenance.valuation = "fob";
        provenance.reporting = "reconciled by the publisher";
        provenance.re_exports = "not told apart";
        const auto& [first_year, first_file] = *file_of_year_.begin();
        const auto judged = judge_nomenclature(codes_, options_.nomenclature.empty() ? release_.nomenclature : options_.nomenclature, options_.nomenclatures, {first_year, first_file}, imported_.notes);
        if (!judged) return std::unexpected(judged.error());
        provenance.nomenclature = imported_.nomenclature = judged->name;
        if (judged->from_codes) provenance.choices.push_back("nomenclature judged from the codes: " + judged->name);
        for (std::string& choice : places_.counted_as_others(first_year, slot_used_)) provenance.choices.push_back(std::move(choice));
        provenance.files = digests.take();
        auto slot_names = names();
        if (!slot_names) return std::unexpected(std::move(slot_names.error()));
        imported_.text_bytes = done_bytes_;
        if (auto written = writer_.finish(std::move(provenance), std::move(*slot_names)); !written) return std::unexpected(std::move(written.error()));
        return std::move(imported_);
    }

    const BaciRelease& release_;
    const BaciOptions& options_;
    const BaciPlaces& places_;
    CubeWriter writer_;
    ImportedTrade imported_;
    std::map<int, std::string> file_of_year_;
    std::array<bool, FlowRow::kSlots> slot_used_{};
    BaciCodes codes_;
    std::uint64_t all_bytes_ = 0, done_bytes_ = 0;
    std::mutex progress_lock_;
};

Result<BaciPlaces> places_for(const BaciRelease& release, const TradePlaces* table) {
    if (release.country_codes == nullptr) {
        if (table == nullptr) return fail({release.years.front()->name}, "has no country_codes file beside it", "name the zip or the folder of the release, which has one");
        return BaciPlaces::read(table, {}, {});
    }
    const auto text = read_small_text(*release.country_codes);
    if (!text) return std::unexpected(text.error());
    return BaciPlaces::read(table, *text, release.country_codes->name);
}

}  // namespace

bool looks_like_baci(std::string_view first_line) { return read_baci_header(first_line, {}).has_value(); }

Error read_baci_problem(std::string_view first_line, const std::string& file) {
    const auto header = read_baci_header(first_line, file);
    return header ? Error{} : header.error().front();
}

Result<std::string> baci_release_id(std::span<const TextFile> files) {
    const auto release = baci_release(files);
    if (!release) return std::unexpected(release.error());
    return baci_id(*release);
}

Result<ImportedTrade> import_baci(std::span<const TextFile> files, const BaciOptions& options, CubeOutput& output) {
    const auto release = baci_release(files);
    if (!release) return std::unexpected(release.error());
    const auto places = places_for(*release, options.places);
    if (!places) return std::unexpected(places.error());
    Digests digests(*release, options.threads);
    return BaciImport(*release, options, *places, output).run(digests);
}

Result<TradeCube> read_baci(std::span<const TextFile> files, const BaciOptions& options, ImportNotes* notes) {
    auto bytes = std::make_shared<std::string>();
    auto imported = import_baci(files, options, *cube_memory_output(*bytes));
    if (!imported) return std::unexpected(std::move(imported.error()));
    if (notes != nullptr) *notes = std::move(imported->notes);
    return open_cube_bytes(*bytes, bytes, files.front().name, options.threads);
}

}  // namespace countervail
