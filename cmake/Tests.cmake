# One test program per folder of tests/ that mirrors a folder of src/, and the layout test over the whole tree.
find_package(GTest REQUIRED)
include(GoogleTest)
find_library(RAPIDCHECK rapidcheck REQUIRED)

# Includes and flags that all test programs share, and, where headers are precompiled, GoogleTest parsed once for all.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/test_headers.cpp CONTENT "// Only there to be compiled with the header.\n" @ONLY)
add_library(test_headers STATIC ${PROJECT_BINARY_DIR}/test_headers.cpp)
target_include_directories(test_headers PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_compile_definitions(test_headers PUBLIC
  COUNTERVAIL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" COUNTERVAIL_PROGRAM="$<TARGET_FILE:countervail>")
# What is tested is optimised as it is shipped; the tests themselves are compiled quickly, under the sanitizers most of all:
# without -O1 that takes two fifths less.
target_compile_options(test_headers PUBLIC $<$<CONFIG:Release>:-O1> ${COUNTERVAIL_QUICKLY} ${COUNTERVAIL_UNGUIDED})
target_link_libraries(test_headers PUBLIC countervail_base GTest::gtest_main GTest::gmock ${RAPIDCHECK})
if(COUNTERVAIL_PRECOMPILE_TESTS)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${COUNTERVAIL_PCH_LAUNCHER})   # of every target from here on
  set_target_properties(test_headers PROPERTIES CXX_COMPILER_LAUNCHER "${CMAKE_CXX_COMPILER_LAUNCHER}")
  target_compile_options(test_headers PUBLIC ${COUNTERVAIL_PCH_OPTIONS})
  target_precompile_headers(test_headers PRIVATE ${COUNTERVAIL_STANDARD_HEADERS} <fstream> <gmock/gmock.h> <gtest/gtest.h>)
endif()

# countervail_test_program(NAME SOURCES source… USES library…): NAME_tests, each of its tests labelled NAME in CTest.
function(countervail_test_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name}_tests ${PROGRAM_SOURCES})
  target_link_libraries(${name}_tests PRIVATE ${PROGRAM_USES} test_headers)
  if(COUNTERVAIL_PRECOMPILE_TESTS)
    target_precompile_headers(${name}_tests REUSE_FROM test_headers)
  endif()
  gtest_discover_tests(${name}_tests DISCOVERY_MODE PRE_TEST WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
                       DISCOVERY_TIMEOUT 60 TEST_FILTER "-Law/*" PROPERTIES LABELS ${name}
                       ENVIRONMENT LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks.txt:print_suppressions=0)
  set_property(GLOBAL APPEND_STRING PROPERTY COUNTERVAIL_TEST_PROGRAMS "${name}\n")
endfunction()

# Of these folders only the spoilt files are read under the sanitizers (a whole run takes minutes there): their tests
# are a program of their own, so that the others need not be compiled for it.
set(folders_with_mutation_tests calibration hindcast app)

# countervail_tests(NAME library…): NAME_tests from tests/NAME/*_test.cpp.
function(countervail_tests name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(name IN_LIST folders_with_mutation_tests)
    file(GLOB mutations CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*mutation_test.cpp)
    list(REMOVE_ITEM sources ${mutations})
    countervail_test_program(${name}_mutation SOURCES ${mutations} USES ${ARGN})
  endif()
  if(sources)
    countervail_test_program(${name} SOURCES ${sources} USES ${ARGN})
  endif()
endfunction()

foreach(folder IN LISTS COUNTERVAIL_FOLDERS)
  countervail_tests(${folder} countervail_${folder})
endforeach()
# Hundreds of worked examples share the law that they read, so they share a process.
if(TARGET screening_tests)
  add_test(NAME screening.worked_examples COMMAND screening_tests --gtest_filter=Law/* WORKING_DIRECTORY ${PROJECT_BINARY_DIR})
  set_tests_properties(screening.worked_examples PROPERTIES LABELS screening
    ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks.txt:print_suppressions=0")
endif()
countervail_tests(layout)
countervail_tests(transcripts countervail_base)
foreach(folder app transcripts)   # these start the program
  if(TARGET ${folder}_tests)
    add_dependencies(${folder}_tests countervail)
  endif()
endforeach()
get_property(test_programs GLOBAL PROPERTY COUNTERVAIL_TEST_PROGRAMS)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/test_programs.txt CONTENT "${test_programs}" @ONLY)
# What `./countervail test` runs under the sanitizers, and nothing else.
add_custom_target(sanitised_tests)
foreach(program base sensitivity scoring evidence materials trade statistics parties bom controls screening economy company report
                calibration_mutation hindcast_mutation app_mutation)
  if(TARGET ${program}_tests)
    add_dependencies(sanitised_tests ${program}_tests)
  endif()
endforeach()
