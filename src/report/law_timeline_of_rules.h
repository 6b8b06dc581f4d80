// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/rules_book.h"
#include "report/law_timeline.h"

namespace countervail {

/// Every act of the book that is known at some time from `from` through `through`, with the newest announcement (or the day
/// up to which things were known) as a line: what stands right of it is what the texts say will come.
LawTimeline law_timeline_of(const RulesBook& book, Date from, Date through);

}  // namespace countervail
