# SPDX-License-Identifier: Apache-2.0
# `./countervail test`, sourced by the launcher: everything that must hold, ending in one line "N passed, N failed".
#   COUNTERVAIL_FUZZ_SECONDS   how long each reader is fuzzed (15); 0 leaves fuzzing out
#   COUNTERVAIL_TEST_ONLY      a word of: ctest page asan fuzz; the default is all, in this order

passed=0
failed=0
skipped=0

tally() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + ${3:-0})); }

# A step that could not even start is one failure, and the others still run.
step() {
    local name=$1 began=$SECONDS
    [[ ${COUNTERVAIL_TEST_ONLY:-$name} == "$name" ]] || return 0
    say "test: $name"
    "test_$name" || { say "test: $name could not be carried out"; tally 0 1; }
    say "test: $name took $((SECONDS - began)) s; so far $passed passed, $failed failed"
}

# run_ctest BUILD-FOLDER ARGUMENTS…: adds the counts of CTest's own report; shows only what failed. No test at all is a
# failure: a filter that no longer matches must not pass.
run_ctest() {
    local folder=$1 report=$1/ctest.xml log=$1/ctest.log total failures absent
    shift
    rm -f -- "$report"
    (cd -- "$folder" && ctest --parallel "$(nproc)" --output-on-failure --timeout 900 --no-tests=error \
        --output-junit ctest.xml "$@") > "$log" 2>&1 || grep -vE '^ +Start |  Passed  ' -- "$log" >&2 || true
    [[ -s $report ]] || return 1
    total=$(junit_count "$report" tests) failures=$(junit_count "$report" failures)
    absent=$(($(junit_count "$report" skipped) + $(junit_count "$report" disabled)))
    ((total > 0)) || return 1
    tally $((total - failures - absent)) "$failures" "$absent"
}

junit_count() { sed -n "/<testsuite /,/>/ s/.*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

# Each process of these tests is one of their subjects, or there is little that they could share; all others run as whole
# programs, so that their tests share what they read and prepare.
test_ctest() {
    (configure_and_build release all -DCOUNTERVAIL_TESTS=ON) || return 1
    # shellcheck disable=SC2046
    run_programs "$build" $(longest_first < "$build/test_programs.txt")
    run_ctest "$build" -L "$run_by_test"
}
run_by_test='^(app|layout|transcripts)$'
long_programs='app_mutation hindcast calibration report simulation controls screening company losses evidence economy dependence trade'

# Names, one a line, those that take longest at the head: what is left to the end should not keep one core waiting.
longest_first() {
    local name names
    names=$(grep -vE "$run_by_test" || true)
    for name in $long_programs; do grep -x -- "$name" <<< "$names" || true; done
    grep -vxF -f <(tr ' ' '\n' <<< "$long_programs") <<< "$names" || true
}

# The report of a small run, read in Chromium; first the proof that the checks can fail.
test_page() {
    local counts=$build/page/counts page pages=()
    (configure_and_build release countervail) || return 1
    rm -rf -- "$build/page"
    mkdir -p -- "$build/page"
    (cd -- "$root/tests/page" && npm ci --no-audit --no-fund --loglevel=error) >&2 || return 1
    node "$root/tests/page/self_test.mjs" --counts "$counts" >&2 || true
    [[ -s $counts ]] || return 1
    # shellcheck disable=SC2046
    tally $(< "$counts")
    rm -- "$counts"
    "$program" run "$root/scenarios/april-2025.toml" --draws 64 --out "$build/page/run" --quiet > /dev/null || return 1
    "$program" exposure --bom "$root/examples/motor-maker/company.toml" --draws 32 --out "$build/page/company" --quiet > /dev/null || return 1
    "$program" exposure --of JPN --to CHN --cube items --draws 50 --out "$build/page/pair" --quiet > /dev/null || return 1
    "$program" trade asymmetry --between CHN USA --cube items --out "$build/page/asymmetry" --quiet > /dev/null || return 1
    "$program" score gallium-germanium-2023 no-18-2025 quotas-2010 --draws 64 --out "$build/page/score" --quiet > /dev/null || return 1
    for page in "$build"/page/{run,company,pair,asymmetry,score}/report.html; do
        [[ -s $page ]] || return 1
        pages+=("$page")
    done
    node "$root/tests/page/check_page.mjs" --counts "$counts" "${pages[@]}" >&2 || true
    [[ -s $counts ]] || return 1
    # shellcheck disable=SC2046
    tally $(< "$counts")
}

# The readers and everything a wrong file can reach, with every access checked: whole test programs but for what only runs
# simulations for their figures, and, of folders where that would take minutes, the spoilt files of their verbs, episodes and calibrations.
test_asan() {
    (configure_and_build checked sanitised_tests) || return 1
    # shellcheck disable=SC2086
    GTEST_FILTER="-$only_figures:$second_half" run_programs "$root/build/checked" $sanitised_programs
}
second_half='*.AreRefusedOrRun/3:*.AreRefusedOrRun/4:*.AreRefusedOrRun/5'   # of what a generator spoils; whole without the sanitizers
only_figures='RunSentences.*:RunAnswers.*:LawTables.*:Exposure.TheCoverHolds*:Exposure.SameNumbers*'
sanitised_programs='app_mutation report controls screening economy trade company calibration_mutation hindcast_mutation evidence statistics
    parties bom base sensitivity materials scoring'   # the longest first

# run_programs BUILD-FOLDER NAME…: each NAME_tests whole, as many at once as there are cores.
run_programs() {
    local folder=$1 reports=$1/reports name
    shift
    rm -rf -- "$reports"
    mkdir -p -- "$reports"
    export -f run_whole
    export root folder reports
    printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'run_whole {}'
    for name in "$@"; do
        [[ -s $reports/$name.xml ]] || { say "test: $name ended before its tests did"; tally 0 1; continue; }
        tally_report "$reports/$name.xml"
    done
}

run_whole() {
    (cd -- "$folder" && LSAN_OPTIONS=suppressions=$root/cmake/leaks.txt:print_suppressions=0 timeout 1800 \
        "./$1_tests" --gtest_output="xml:$reports/$1.xml" > "$reports/$1.log" 2>&1) || tail -n 60 -- "$reports/$1.log" >&2
}

# The counts of one GoogleTest report.
tally_report() {
    local head total failures skips
    head=$(grep -m 1 '<testsuites ' -- "$1")
    total=$(sed -n 's/.* tests="\([0-9]*\)".*/\1/p' <<< "$head")
    failures=$(sed -n 's/.* failures="\([0-9]*\)".*/\1/p' <<< "$head")
    skips=$(grep -c 'result="skipped"' -- "$1" || true)
    tally $((total - failures - skips)) "$failures" "$skips"
}

test_fuzz() {
    local seconds=${COUNTERVAIL_FUZZ_SECONDS:-15} harness names=()
    ((seconds > 0)) || return 0
    (configure_and_build checked fuzz_readers) || return 1
    for harness in "$root"/fuzz/*.cpp; do
        harness=${harness##*/}
        names+=("${harness%.cpp}")
    done
    export -f fuzz_one
    export root seconds
    local results
    results=$(printf '%s\n' "${names[@]}" | xargs -P "$(jobs_that_fit)" -I{} bash -c 'fuzz_one {}')
    tally "$(grep -c '^survived ' <<< "$results" || true)" "$(grep -c '^broke ' <<< "$results" || true)"
    grep '^broke ' <<< "$results" >&2 || true
}

# Fuzzes one reader from the files that its source names on a line "// seeds: pattern pattern".
fuzz_one() {
    local name=$1 folder=$root/build/checked/fuzz/run/$1 pattern file
    rm -rf -- "$folder"
    mkdir -p -- "$folder/corpus" "$folder/seeds"
    for pattern in $(set -f; sed -n 's,^// seeds: ,,p' "$root/fuzz/$name.cpp"); do
        for file in "$root"/$pattern; do
            [[ -f $file ]] && cp -- "$file" "$folder/seeds/$(sha256sum < "$file" | cut -c1-16)"
        done
    done
    if "$root/build/checked/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$folder/" "$folder/corpus" "$folder/seeds" > "$folder/log" 2>&1; then
        echo "survived $name"
    else
        tail -n 40 "$folder/log" >&2
        echo "broke $name: the input that broke it lies in $folder"
    fi
}

run_all_tests() {
    local command missing=("${build_packages[@]}" "${test_packages[@]}")
    for command in "${test_commands[@]}"; do
        type -P "${command%%:*}" > /dev/null || missing+=("${command#*:}")
    done
    install_missing "${missing[@]}"
    step ctest
    step page
    step asan
    step fuzz
    printf '%d passed, %d failed' "$passed" "$failed"
    ((skipped == 0)) || printf ', %d skipped' "$skipped"
    printf '\n'
    ((failed == 0 && passed > 0))
}
