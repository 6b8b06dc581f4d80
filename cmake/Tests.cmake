# One test program per folder of tests/ that mirrors a folder of src/, and the layout test over the whole tree.
find_package(GTest REQUIRED)
include(GoogleTest)
find_library(RAPIDCHECK rapidcheck REQUIRED)

# countervail_tests(NAME library…): NAME_tests from tests/NAME/*_test.cpp, each test labelled NAME in CTest.
function(countervail_tests name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_tests PRIVATE
    COUNTERVAIL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" COUNTERVAIL_PROGRAM="$<TARGET_FILE:countervail>")
  target_link_libraries(${name}_tests PRIVATE ${ARGN} GTest::gtest_main GTest::gmock ${RAPIDCHECK})
  # What is tested is optimised as it is shipped; the tests themselves are compiled quickly.
  target_compile_options(${name}_tests PRIVATE $<$<CONFIG:Release>:-O1>)
  gtest_discover_tests(${name}_tests DISCOVERY_MODE PRE_TEST WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
                       DISCOVERY_TIMEOUT 60 TEST_FILTER "-Law/*" PROPERTIES LABELS ${name}
                       ENVIRONMENT LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks.txt:print_suppressions=0)
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
# What `./countervail test` runs under the sanitizers, and nothing else.
add_custom_target(sanitised_tests)
foreach(folder base evidence materials parties bom controls screening economy company report app)
  if(TARGET ${folder}_tests)
    add_dependencies(sanitised_tests ${folder}_tests)
  endif()
endforeach()
