// SPDX-License-Identifier: Apache-2.0
#include "parties/list_json.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::size_t kMaximumDepth = 64;
constexpr std::size_t kMaximumProblems = 100;

/// Hands the text to the parser and tells how far it has read.
class Reading {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Reading(const char* at, const char** reached) : at_(at), reached_(reached) {}
    reference operator*() const { return *at_; }
    Reading& operator++() {
        *reached_ = ++at_;
        return *this;
    }
    Reading operator++(int) {
        Reading before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Reading& other) const { return at_ == other.at_; }

  private:
    const char* at_;
    const char** reached_;
};

class RecordHandler : public nlohmann::json_sax<nlohmann::json> {
  public:
    RecordHandler(std::string_view text, const char* const& reached, const std::string& file,
                  std::string_view array, int first_line, bool lone,
                  const std::function<bool(const JsonRecord&)>& take)
        : counted_(text.data()),
          reached_(reached),
          array_(array),
          take_(take),
          line_(first_line),
          lone_(lone) {
        record_.file = file;
    }

    bool null() override { return value({}, false); }
    bool boolean(bool flag) override { return value(flag ? "true" : "false", false); }
    bool number_integer(number_integer_t number) override { return value(std::to_string(number), false); }
    bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number), false); }
    bool number_float(number_float_t, const string_t& digits) override { return value(digits, false); }
    bool string(string_t& text) override { return value(text, true); }
    bool binary(binary_t&) override { return problem("holds binary data", "write text and numbers"); }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        levels_.back().name = name;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        std::string message = error.what();
        if (const auto colon = message.rfind(": "); colon != std::string::npos)
            message = message.substr(colon + 2);
        return problem("is not JSON: " + message, "mend it here, or check that the file is whole");
    }

    Errors finish() {
        if (errors_.empty() && !found_ && !stopped_) {
            errors_.push_back(
                {{record_.file, lone_ ? line_ : 1, 1},
                 array_.empty() ? "holds no list of records" : "has no list \"" + std::string(array_) + "\"",
                 "the records are objects between [ and ]"});
        }
        return std::move(errors_);
    }

  private:
    struct Level {
        bool array = false;
        std::string name;         // of the member being read
        std::size_t element = 0;  // of the array
    };

    /// Counts on from the last call, so that the file is walked once.
    int line() {
        line_ += static_cast<int>(std::count(counted_, reached_, '\n'));
        counted_ = reached_;
        return line_;
    }

    bool problem(std::string what, std::string hint) {
        errors_.push_back({{record_.file, line(), 0}, std::move(what), std::move(hint)});
        return false;
    }

    /// The array of records is open and the next value is a record.
    bool at_record() const { return inside_ && levels_.size() == base_; }

    bool is_wanted(bool array) const {
        if (found_) return false;
        if (lone_) return !array && levels_.empty();
        if (!array) return false;
        return array_.empty() ? levels_.empty()
                              : levels_.size() == 1 && !levels_[0].array && levels_[0].name == array_;
    }

    bool open(bool array) {
        if (levels_.size() >= kMaximumDepth)
            return problem("is nested more than 64 deep", "write the records flatter");
        if (at_record()) {
            if (array) return problem("has a list where a record is wanted", "write records as {…}");
            begin_record();
        }
        const bool wanted = is_wanted(array);
        levels_.push_back({array, {}, 0});
        if (wanted) {
            found_ = inside_ = true;
            base_ = lone_ ? 0 : levels_.size();
            if (lone_) begin_record();
        }
        return true;
    }

    void begin_record() {
        record_.line = line();
        record_.values.clear();
    }

    bool close() {
        levels_.pop_back();
        if (inside_ && levels_.size() == base_) {
            if (!take_(record_)) {
                stopped_ = true;
                return false;
            }
        } else if (inside_ && levels_.size() < base_) {
            inside_ = false;
        }
        advance();
        return true;
    }

    void advance() {
        if (!levels_.empty() && levels_.back().array) ++levels_.back().element;
    }

    bool value(std::string text, bool is_text) {
        if (levels_.empty() && lone_)
            return problem("is a line without a record", "write one object {…} a line");
        if (at_record()) return problem("has a bare value where a record is wanted", "write records as {…}");
        if (inside_ && !text.empty()) {
            JsonValue found;
            bool in_list = false;
            for (std::size_t i = base_; i < levels_.size(); ++i) {
                if (levels_[i].array && !in_list) found.element = levels_[i].element, in_list = true;
                if (levels_[i].array || levels_[i].name.empty()) continue;
                if (!found.path.empty()) found.path += '.';
                found.path += levels_[i].name;
            }
            found.text = std::move(text);
            found.is_text = is_text;
            found.line = line();
            record_.values.push_back(std::move(found));
        }
        advance();
        return true;
    }

    const char* counted_;
    const char* const& reached_;
    std::string_view array_;
    const std::function<bool(const JsonRecord&)>& take_;
    JsonRecord record_;
    Errors errors_;
    std::vector<Level> levels_;
    std::size_t base_ = 0;
    int line_;
    bool lone_, found_ = false, inside_ = false, stopped_ = false;
};

Errors parse(std::string_view text, const std::string& file, std::string_view array, int first_line,
             bool lone, const std::function<bool(const JsonRecord&)>& take, bool* stopped = nullptr) {
    const char* reached = text.data();
    bool went_on = true;
    const std::function<bool(const JsonRecord&)> watch = [&](const JsonRecord& record) {
        return went_on = take(record);
    };
    RecordHandler handler(text, reached, file, array, first_line, lone, watch);
    nlohmann::json::sax_parse(Reading(text.data(), &reached), Reading(text.data() + text.size(), &reached),
                              &handler);
    if (stopped != nullptr) *stopped = !went_on;
    return handler.finish();
}

}  // namespace

const JsonValue* JsonRecord::find(std::string_view path) const {
    const auto at = std::find_if(values.begin(), values.end(),
                                 [&](const JsonValue& value) { return value.path == path; });
    return at == values.end() ? nullptr : &*at;
}

std::string JsonRecord::text(std::string_view path) const {
    const JsonValue* found = find(path);
    return found == nullptr ? std::string() : trim(found->text);
}

std::vector<std::string> JsonRecord::texts(std::string_view path) const {
    std::vector<std::string> found;
    for (const JsonValue& value : values) {
        if (value.path == path) found.push_back(trim(value.text));
    }
    return found;
}

Place JsonRecord::place(std::string_view path) const {
    const JsonValue* found = path.empty() ? nullptr : find(path);
    return {file, found == nullptr ? line : found->line, 0};
}

Errors each_json_record(std::string_view text, const std::string& file, std::string_view array,
                        const std::function<bool(const JsonRecord&)>& take) {
    return parse(text, file, array, 1, false, take);
}

Errors each_json_line(std::string_view text, const std::string& file,
                      const std::function<bool(const JsonRecord&)>& take) {
    Errors errors;
    bool stopped = false;
    for (int line = 1; !text.empty() && !stopped && errors.size() < kMaximumProblems; ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        if (row.find_first_not_of(" \t\r") != std::string_view::npos)
            append(errors, parse(row, file, {}, line, true, take, &stopped));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return errors;
}

}  // namespace countervail
