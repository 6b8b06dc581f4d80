// SPDX-License-Identifier: Apache-2.0
#include "base/solved_programs.h"

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "base/convex_program.h"
#include "base/hash.h"

namespace countervail {
namespace {

class Key {
  public:
    template <class T>
    void take(const T* values, std::int64_t count) {
        static_assert(std::is_arithmetic_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&count), sizeof count);
        if (count > 0) bytes_.append(reinterpret_cast<const char*>(values), static_cast<std::size_t>(count) * sizeof(T));
    }
    void take(const Eigen::VectorXd& vector) { take(vector.data(), vector.size()); }
    std::string digest() const { return sha256(bytes_); }

  private:
    std::string bytes_;
};

/// Everything that decides the answer: a quadratic term is given by its value, slope and curvature at one point.
std::string key_of(const ConvexProgram& program, const ConvexOptions& options) {
    Eigen::SparseMatrix<double> equations = program.equations;
    equations.makeCompressed();
    Key key;
    key.take(&options.tolerance, 1);
    key.take(&options.iterations, 1);
    const Eigen::Index rows = equations.rows();
    key.take(&rows, 1);
    key.take(equations.outerIndexPtr(), equations.cols() + 1);
    key.take(equations.innerIndexPtr(), equations.nonZeros());
    key.take(equations.valuePtr(), equations.nonZeros());
    key.take(program.right_side);
    key.take(program.lower);
    key.take(program.upper);
    Eigen::VectorXd terms(3 * equations.cols());
    for (Eigen::Index j = 0; j < equations.cols(); ++j) {
        const TermValue at = program.term(static_cast<int>(j), 0.0);
        terms.segment<3>(3 * j) << at.value, at.gradient, at.curvature;
    }
    key.take(terms);
    return key.digest();
}

}  // namespace

Result<ConvexSolution> SolvedPrograms::solve(const ConvexProgram& program, const ConvexOptions& options) {
    if (!program.quadratic || !program.term) return countervail::solve(program, options);
    const std::string key = key_of(program, options);
    {
        const std::scoped_lock lock(guard_);
        if (const auto at = kept_.find(key); at != kept_.end()) return *at->second;
    }
    auto solved = std::make_shared<const Result<ConvexSolution>>(countervail::solve(program, options));
    const std::scoped_lock lock(guard_);
    return *kept_.emplace(key, std::move(solved)).first->second;
}

std::size_t SolvedPrograms::count() const {
    const std::scoped_lock lock(guard_);
    return kept_.size();
}

}  // namespace countervail
