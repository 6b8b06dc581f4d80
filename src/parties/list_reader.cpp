// SPDX-License-Identifier: Apache-2.0
#include "parties/list_reader.h"

#include <algorithm>

#include "base/text.h"
#include "evidence/csv.h"
#include "parties/list_collector.h"

namespace countervail {

namespace {

constexpr std::size_t kLookedAt = std::size_t{64} << 10;

std::string_view without_mark(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text;
}

bool has_key(std::string_view text, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + '"';
    for (std::size_t at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
        const std::size_t next = text.find_first_not_of(" \t\r\n", at + quoted.size());
        if (next != std::string_view::npos && text[next] == ':') return true;
    }
    return false;
}

Result<ListFormat> recognise_json(std::string_view text, const std::string& file) {
    const std::string_view begin = text.substr(0, kLookedAt);
    const bool list = begin[begin.find_first_not_of(" \t\r\n")] == '[';
    if (list && (has_key(begin, "entity_name") || has_key(begin, "list_id")))
        return ListFormat::registry_json;
    if (!list && has_key(begin, "results")) return ListFormat::consolidated_json;
    if (!list && has_key(begin, "schema") && has_key(begin, "properties"))
        return ListFormat::follow_the_money;
    return fail(
        {file, 1, 1}, "is JSON, but no list of parties that is known here",
        "known: an array of records with \"entity_name\", an object with \"results\", or one entity with "
        "\"schema\" and \"properties\" a line");
}

Result<ListFormat> recognise_csv(std::string_view text, const std::string& file) {
    const std::string_view line = text.substr(0, std::min({text.find('\n'), text.size(), kLookedAt}));
    std::vector<std::string> names;
    for (const std::string& part : split(line, ',')) {
        std::string name = trim(part);
        std::erase(name, '"');
        names.push_back(std::move(name));
    }
    const auto has = [&](const char* name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (has("schema") && (has("dataset") || has("first_seen"))) return ListFormat::open_sanctions_csv;
    if (has("source") && (has("entity_number") || has("_id") || has("source_list_url")))
        return ListFormat::consolidated_csv;
    if (has("list") && has("name")) return ListFormat::own_csv;
    return fail({file, 1, 1}, "is no list of parties that is known here",
                "the first line must name columns: list,name,… (ours), _id,source,entity_number,… "
                "(Consolidated Screening "
                "List) or id,schema,name,…,dataset (OpenSanctions)");
}

}  // namespace

std::string to_text(ListFormat format) {
    switch (format) {
        case ListFormat::own_csv:
            return "list CSV";
        case ListFormat::registry_json:
            return "registry JSON";
        case ListFormat::consolidated_csv:
            return "Consolidated Screening List CSV";
        case ListFormat::consolidated_json:
            return "Consolidated Screening List JSON";
        case ListFormat::open_sanctions_csv:
            return "OpenSanctions targets CSV";
        default:
            return "FollowTheMoney JSON lines";
    }
}

Result<ListFormat> recognise_list_format(std::string_view text, const std::string& file) {
    text = without_mark(text);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return fail({file, 1, 1}, "is empty", "give a file of listed parties");
    return text[first] == '[' || text[first] == '{' ? recognise_json(text.substr(first), file)
                                                    : recognise_csv(text.substr(first), file);
}

Result<ListFile> read_party_lists(std::string_view text, const std::string& file,
                                  const ListCatalogue& catalogue) {
    if (text.size() > kMaximumFileBytes) return fail({file}, "is larger than 256 MiB", "split the file");
    const auto format = recognise_list_format(text, file);
    if (!format) return std::unexpected(format.error());
    ListCollector collector(catalogue);
    text = without_mark(text);
    if (*format == ListFormat::registry_json) {
        read_registry(text, file, collector);
    } else if (*format == ListFormat::consolidated_json) {
        read_consolidated_json(text, file, collector);
    } else if (*format == ListFormat::follow_the_money) {
        read_follow_the_money(text, file, collector);
    } else {
        auto grid = read_csv(text, file);
        if (!grid) return std::unexpected(grid.error());
        if (*format == ListFormat::own_csv) read_own_lists(std::move(*grid), collector);
        if (*format == ListFormat::consolidated_csv) read_consolidated_csv(std::move(*grid), collector);
        if (*format == ListFormat::open_sanctions_csv) read_open_sanctions_csv(std::move(*grid), collector);
    }
    auto lists = collector.finish();
    if (!lists) return std::unexpected(lists.error());
    if (lists->empty()) return fail({file, 1, 1}, "holds no entry", "add entries below the heading, or leave the file out");
    return ListFile{*format, std::move(*lists)};
}

}  // namespace countervail
