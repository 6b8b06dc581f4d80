// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace countervail {

/// A bar on the terminal's error stream, redrawn at most ten times a second and wiped at the end; silent elsewhere.
class Progress {
  public:
    Progress(std::string label, std::size_t total, bool wanted);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void at(std::size_t done);

  private:
    std::string label_;
    std::size_t total_;
    bool shown_;
    bool drawn_ = false;
    double next_ = 0;
};

/// One line of a bar 30 wide: "label  ██████░░░░  41%".
std::string progress_bar(const std::string& label, std::size_t done, std::size_t total);

}  // namespace countervail
