// SPDX-License-Identifier: Apache-2.0
// What `exposure` leaves in its folder: report.html, tables/*.csv and *.json, charts/*.svg and *.png, answer.txt. Equal runs leave equal
// bytes.
#pragma once

#include <filesystem>

#include "app/prepared_run.h"
#include "report/company_tables.h"

namespace countervail {

Result<void> write_exposure_files(const PreparedRun& run, const Exposure& exposure, const CompanyTables& tables, const std::filesystem::path& folder, int threads);

}  // namespace countervail
