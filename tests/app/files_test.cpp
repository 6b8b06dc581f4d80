// SPDX-License-Identifier: Apache-2.0
// covers: world_at_hand
#include "app/files.h"

#include "app/workbench.h"
#include "app/world_at_hand.h"

namespace countervail {
namespace {

TEST(Files, ComeBackAsTheyWereWritten) {
    const Scratch folder;
    const std::string bytes("a\0\r\n\xff", 5);
    ASSERT_TRUE(write_file(folder / "one.bin", bytes).has_value());
    EXPECT_EQ(read_file(folder / "one.bin").value(), bytes);
    ASSERT_TRUE(write_file(folder / "one.bin", "shorter").has_value());
    EXPECT_EQ(read_file(folder / "one.bin").value(), "shorter");
    EXPECT_FALSE(std::filesystem::exists(folder / "one.bin.part"));
}

TEST(Files, SayWhatIsWrongAndHowToMendIt) {
    const Scratch folder;
    const auto absent = read_file(folder / "none.csv", "name another");
    ASSERT_FALSE(absent.has_value());
    EXPECT_EQ(absent.error()[0].what, "there is no such file");
    EXPECT_EQ(absent.error()[0].hint, "name another");
    EXPECT_EQ(read_file(folder / ".").error()[0].what, "is a folder, not a file");
    EXPECT_FALSE(write_file(folder / "no-folder" / "one.bin", "x").has_value());
}

TEST(WorldAtHand, TheOnlyWorldNeedsNoName) {
    Settings settings;
    settings.library = source_folder();
    const auto at_hand = open_world(settings);
    ASSERT_TRUE(at_hand.has_value()) << to_text(at_hand.error());
    const auto table = table_of(*at_hand, kBuiltInTable);
    ASSERT_TRUE(table.has_value()) << to_text(table.error());
    EXPECT_TRUE(table->built_in);
    EXPECT_NE(described(*table).find("built-in"), std::string::npos);
    EXPECT_FALSE(open_world(settings, "no-such-world").has_value());
    EXPECT_FALSE(table_of(*at_hand, "no-such-table").has_value());
}

}  // namespace
}  // namespace countervail
