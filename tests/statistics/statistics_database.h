// SPDX-License-Identifier: Apache-2.0
// A small SQLite database in memory, as bytes, for tests.
#pragma once

#include <sqlite3.h>

#include <string>

namespace countervail {

inline std::string database_bytes(const std::string& sql) {
    sqlite3* handle = nullptr;
    sqlite3_open(":memory:", &handle);
    char* problem = nullptr;
    std::string bytes;
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &problem) == SQLITE_OK) {
        sqlite3_int64 size = 0;
        unsigned char* data = sqlite3_serialize(handle, "main", &size, 0);
        bytes.assign(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
        sqlite3_free(data);
    }
    sqlite3_free(problem);
    sqlite3_close(handle);
    return bytes;
}

inline std::string mining_database() {
    return database_bytes(
        R"(CREATE TABLE "Tin" ("Country" TEXT, "Country_Code" TEXT, "Country_ISO" TEXT, "2021" REAL, "2022" INTEGER, "unit" TEXT, "data_source" TEXT);
INSERT INTO "Tin" VALUES ('Peru', '604', 'PER', 100000.0, 28000, 'metr. t', 'r'), ('Korea, South', '410', 'KOR', 0.1, NULL, 'metr. t', 'e'), ('Congo, D.R.', '180', 'COD', 20000, 19500, 'metr. t', 'p'), ('Total', 'DELETE', 'DELETE', 120000.1, 47500, 'metr. t', 'nan');
CREATE TABLE logging (sheet_name TEXT, log_message TEXT);
CREATE VIEW everything AS SELECT * FROM Tin;)");
}

inline std::string governance_database() {
    return database_bytes(R"(CREATE TABLE "Estimate" ("Country/Territory" TEXT, "Code" TEXT, "2021" TEXT, "2022" TEXT, "country_code" TEXT);
INSERT INTO "Estimate" VALUES ('Peru', 'PER', '-0.25', '-0.5', '604'), ('Rep. of Korea', 'KOR', 'nan', '0.56', '410');
CREATE TABLE "StdErr" ("Country/Territory" TEXT, "Code" TEXT, "2021" TEXT, "2022" TEXT, "country_code" TEXT);
INSERT INTO "StdErr" VALUES ('Peru', 'PER', '0.21', '0.2', '604');
CREATE TABLE "Normalized" ("Country/Territory" TEXT, "Code" TEXT, "2021" TEXT, "2022" TEXT, "country_code" TEXT);
INSERT INTO "Normalized" VALUES ('Peru', 'PER', '0.55', '0.7', '604'), ('Rep. of Korea', 'KOR', '0.0', '0.388', '410');)");
}

}  // namespace countervail
