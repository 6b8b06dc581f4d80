// SPDX-License-Identifier: Apache-2.0
#include "evidence/grid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace countervail;

TEST(grid, first_invalid_byte_of_utf8) {
    EXPECT_EQ(first_invalid_utf8("añ€😀"), std::string_view::npos);
    for (const char* bad :
         {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F\x98", "\x80", "\xFF"}) {
        EXPECT_EQ(first_invalid_utf8(std::string("ab") + bad), 2U);
    }
}

RC_GTEST_PROP(grid, decoding_windows_1252_gives_utf8, (const std::string& text)) {
    RC_ASSERT(first_invalid_utf8(decode_windows_1252(text)) == std::string_view::npos);
}
