# Build type, warnings, instruction set and the switches of the presets.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
option(COUNTERVAIL_TESTS "build the tests" ON)
option(COUNTERVAIL_BENCH "build the benchmarks" OFF)
option(COUNTERVAIL_FUZZ "build the libFuzzer harnesses (clang)" OFF)
option(COUNTERVAIL_PRECOMPILE "parse the standard headers once; off in builds that have to find missing includes" OFF)
option(COUNTERVAIL_PRECOMPILE_TESTS "the same, and GoogleTest, for the tests alone" ${COUNTERVAIL_PRECOMPILE})
set(COUNTERVAIL_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE)
  # Without these ccache compiles anew whatever uses a precompiled header. They change nothing else here: no source asks
  # for the time of its compilation.
  set(COUNTERVAIL_PCH_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
if(CCACHE AND COUNTERVAIL_PRECOMPILE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${COUNTERVAIL_PCH_LAUNCHER})
elseif(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # ccache has to see which precompiled header is used; -pthread, which some libraries ask for, has to be the same everywhere.
  set(COUNTERVAIL_PCH_OPTIONS -fpch-preprocess -pthread)
else()
  set(COUNTERVAIL_PCH_OPTIONS "SHELL:-Xclang -fno-pch-timestamp" -pthread)   # its content counts, not when it was made
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers)
# Same bytes on every machine: no fused or reordered arithmetic, whatever the instruction set.
add_compile_options(-ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false overruns inside its own std::string and std::vector at -O3.
  add_compile_options(-Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-stringop-overread -Wno-maybe-uninitialized
    -Wno-uninitialized)   # of its own avx512 intrinsics, inlined from Eigen
  # GCC 12 drops live stores across calls (ipa-modref with dead-store elimination; seen at -O1 and -Os in base/date.cpp).
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-ipa-modref>)
  set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
else()
  # libstdc++ 12 offers std::expected to clang only under this macro.
  add_compile_options(-D__cpp_concepts=202002L -Wno-builtin-macro-redefined -Wno-macro-redefined)
endif()

# The widest vectors that this machine has. Results do not depend on it (see -ffp-contract=off above).
include(CheckCXXSourceRuns)
set(CMAKE_REQUIRED_FLAGS "-march=x86-64-v3")
check_cxx_source_runs("int main() { return !(__builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\")); }"
                      COUNTERVAIL_HAS_AVX2)
set(CMAKE_REQUIRED_FLAGS "-march=x86-64-v4")
check_cxx_source_runs("int main() { return !(__builtin_cpu_supports(\"avx512f\") && __builtin_cpu_supports(\"avx512dq\") &&
                                           __builtin_cpu_supports(\"avx512vl\") && __builtin_cpu_supports(\"avx512bw\") &&
                                           __builtin_cpu_supports(\"avx512cd\")); }"
                      COUNTERVAIL_HAS_AVX512)
unset(CMAKE_REQUIRED_FLAGS)
if(COUNTERVAIL_HAS_AVX512 AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-march=x86-64-v4 -mprefer-vector-width=512)
elseif(COUNTERVAIL_HAS_AVX2)
  add_compile_options(-march=x86-64-v3)
endif()

if(COUNTERVAIL_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "libFuzzer comes with clang: configure with `cmake --preset checked`")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
  # Takes back what that option adds, where the fuzzers need no guidance (FUZZED in cmake/Folders.cmake).
  set(COUNTERVAIL_UNGUIDED -fno-sanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table,stack-depth)
endif()
if(COUNTERVAIL_SANITIZE)
  add_compile_options(-fsanitize=${COUNTERVAIL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COUNTERVAIL_SANITIZE})
  if(COUNTERVAIL_SANITIZE MATCHES "address.*undefined")
    # AddressSanitizer stops at a null pointer and at what lies outside an object by itself, and nothing here casts down a hierarchy of classes;
    # to ask before every access takes a tenth to a quarter of the compilation.
    add_compile_options(-fno-sanitize=null,object-size,vptr)
  endif()
  set(COUNTERVAIL_QUICKLY -O0)   # for tests, which take longer to compile than to run
endif()
