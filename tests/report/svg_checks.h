// SPDX-License-Identifier: Apache-2.0
// What must hold of every chart, read back from its text.
#pragma once

#include <cmath>
#include <cstring>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "report/characters.h"
#include "report/text_width.h"

namespace countervail::svg_checks {

struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    bool halo = false;
    std::string words;
};

inline Box box_of(const pugi::xml_node& text) {
    const double size = text.attribute("font-size").as_double();
    const std::string words = text.child_value();
    const double wide = text_width(words, size, std::strcmp(text.attribute("font-weight").value(), "bold") == 0);
    const std::string anchor = text.attribute("text-anchor").as_string("start");
    const double x = text.attribute("x").as_double() - (anchor == "middle" ? wide / 2 : anchor == "end" ? wide : 0);
    const double y = text.attribute("y").as_double();
    return {x, y - 0.75 * size, x + wide, y + 0.2 * size, !text.attribute("paint-order").empty(), words};
}

inline std::vector<Box> words_of(const pugi::xml_document& document) {
    std::vector<Box> boxes;
    for (const auto& found : document.select_nodes("//text")) boxes.push_back(box_of(found.node()));
    return boxes;
}

/// Numbers of an attribute such as a path's "M1 2L3 4".
inline std::vector<double> numbers_in(const std::string& text) {
    std::vector<double> numbers;
    for (const char* at = text.c_str(); *at != 0;) {
        char* end = nullptr;
        const double value = (*at >= '0' && *at <= '9') || *at == '-' ? std::strtod(at, &end) : 0;
        if (end == nullptr || end == at) {
            ++at;
            continue;
        }
        numbers.push_back(value);
        at = end;
    }
    return numbers;
}

inline void check_inside(const pugi::xml_node& node, double width, double height, std::vector<std::string>& problems) {
    const auto inside = [&](double x, double y) {
        if (x < -1 || x > width + 1 || y < -1 || y > height + 1) {
            problems.push_back(std::string("a ") + node.name() + " reaches to " + std::to_string(x) + " " +
                               std::to_string(y) + " outside " + std::to_string(width) + "×" + std::to_string(height));
        }
    };
    const auto at = [&](const char* name) { return node.attribute(name).as_double(); };
    const std::string name = node.name();
    if (name == "rect") {
        inside(at("x"), at("y"));
        inside(at("x") + at("width"), at("y") + at("height"));
    } else if (name == "line") {
        inside(at("x1"), at("y1"));
        inside(at("x2"), at("y2"));
    } else if (name == "circle") {
        inside(at("cx") - at("r"), at("cy") - at("r"));
        inside(at("cx") + at("r"), at("cy") + at("r"));
    } else if (name == "path") {
        const std::vector<double> numbers = numbers_in(node.attribute("d").value());
        if (numbers.size() % 2 != 0 || numbers.size() < 4) problems.push_back("a path is no list of points");
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) inside(numbers[i], numbers[i + 1]);
    } else if (name == "text") {
        const Box box = box_of(node);
        inside(box.left, box.top);
        inside(box.right, box.bottom);
    }
}

/// Words that overlap by more than a pixel; `halo` counts those that stand on marks as well.
inline std::vector<std::string> overlaps(const std::vector<Box>& boxes, bool halo) {
    std::vector<std::string> problems;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!halo && (boxes[i].halo || boxes[j].halo)) continue;
            const double wide = std::min(boxes[i].right, boxes[j].right) - std::max(boxes[i].left, boxes[j].left);
            const double high = std::min(boxes[i].bottom, boxes[j].bottom) - std::max(boxes[i].top, boxes[j].top);
            if (wide > 1 && high > 1) problems.push_back("\"" + boxes[i].words + "\" meets \"" + boxes[j].words + "\"");
        }
    }
    return problems;
}

/// Everything that is wrong with the chart; empty for a good one.
inline std::vector<std::string> problems_of(const std::string& svg, bool halo_words_apart = false) {
    pugi::xml_document document;
    const auto parsed = document.load_string(svg.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
    if (!parsed) return {std::string("not well-formed: ") + parsed.description()};
    std::vector<std::string> problems;
    const pugi::xml_node root = document.document_element();
    if (std::string(root.attribute("role").value()) != "img") problems.push_back("role is not img");
    if (std::distance(document.begin(), document.end()) != 1) problems.push_back("more than one root");
    const std::string labelled = root.attribute("aria-labelledby").value();
    const std::string title = root.child("title").attribute("id").value();
    const std::string desc = root.child("desc").attribute("id").value();
    if (labelled != title + " " + desc || title.empty()) problems.push_back("aria-labelledby does not name title and desc");
    const std::vector<double> view = numbers_in(root.attribute("viewBox").value());
    if (view.size() != 4) return {"no viewBox"};
    for (const auto& found : document.select_nodes("//*")) {
        const pugi::xml_node node = found.node();
        static const std::vector<std::string> kAllowed = {"svg", "title", "desc", "rect", "line", "circle", "path", "text"};
        if (std::find(kAllowed.begin(), kAllowed.end(), node.name()) == kAllowed.end()) {
            problems.push_back(std::string("an element <") + node.name() + ">");
        }
        for (const auto& attribute : node.attributes()) {
            const std::string name = attribute.name();
            const std::string value = attribute.value();
            if (name.starts_with("on") || name == "href") problems.push_back("an attribute " + name);
            if (name != "aria-labelledby" && name != "id" && (value.find("nan") != std::string::npos || value.find("inf") != std::string::npos)) {
                problems.push_back(name + " is " + value);
            }
        }
        if (node != root) check_inside(node, view[2], view[3], problems);
    }
    const std::vector<std::string> met = overlaps(words_of(document), halo_words_apart);
    problems.insert(problems.end(), met.begin(), met.end());
    return problems;
}

/// Number of elements of a name.
inline std::size_t count(const std::string& svg, const std::string& name) {
    pugi::xml_document document;
    document.load_string(svg.c_str());
    return document.select_nodes(("//" + name).c_str()).size();
}

inline bool says(const std::string& svg, const std::string& words) {
    pugi::xml_document document;
    document.load_string(svg.c_str());
    for (const Box& box : words_of(document)) {
        if (box.words.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace countervail::svg_checks
