# What is worth parsing once where headers are precompiled.
set(COUNTERVAIL_STANDARD_HEADERS <algorithm> <array> <chrono> <cmath> <cstdint> <expected> <filesystem> <functional> <map>
    <memory> <optional> <ostream> <span> <sstream> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
if(COUNTERVAIL_PRECOMPILE)   # clang takes from a precompiled header what a source uses, however large it is
  list(APPEND COUNTERVAIL_STANDARD_HEADERS <Eigen/Core> <fstream> <mutex>)
endif()

# countervail_folder(NAME USES library… [FLAGS option…] [FUZZED pattern…]): one static library per folder of src/, from
# all its sources (not those of sub-folders). COUNTERVAIL_FOLDERS collects the names in the order of the pipeline.
# FUZZED: the sources, without their ending, that read what the fuzzers make up. They alone tell libFuzzer which way a
# comparison went: in code that calculates, that costs three times the calculation and guides nothing.
function(countervail_folder name)
  cmake_parse_arguments(FOLDER "" "" "USES;FLAGS;FUZZED" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(sources)
    add_library(countervail_${name} STATIC ${sources})
    set(visibility PUBLIC)
  else()
    add_library(countervail_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_include_directories(countervail_${name} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(countervail_${name} ${visibility} ${FOLDER_USES})
  if(sources)
    target_compile_options(countervail_${name} PRIVATE ${FOLDER_FLAGS})
  endif()
  if(COUNTERVAIL_FUZZ)
    list(TRANSFORM FOLDER_FUZZED PREPEND ${PROJECT_SOURCE_DIR}/src/${name}/)
    list(TRANSFORM FOLDER_FUZZED APPEND .cpp)
    set(fuzzed "")
    if(FOLDER_FUZZED)
      file(GLOB fuzzed CONFIGURE_DEPENDS ${FOLDER_FUZZED})
    endif()
    set(unguided ${sources})
    list(REMOVE_ITEM unguided ${fuzzed})
    set_property(SOURCE ${unguided} APPEND PROPERTY COMPILE_OPTIONS ${COUNTERVAIL_UNGUIDED})
    set(COUNTERVAIL_FUZZED ${COUNTERVAIL_FUZZED} ${fuzzed} PARENT_SCOPE)
  endif()
  if(sources AND COUNTERVAIL_PRECOMPILE)
    target_compile_options(countervail_${name} PRIVATE ${COUNTERVAIL_PCH_OPTIONS})
    if(name STREQUAL "base" OR FOLDER_FLAGS)   # a precompiled header serves those who share its flags
      target_precompile_headers(countervail_${name} PRIVATE ${COUNTERVAIL_STANDARD_HEADERS})
    else()
      target_precompile_headers(countervail_${name} REUSE_FROM countervail_base)
    endif()
  endif()
  set(COUNTERVAIL_FOLDERS ${COUNTERVAIL_FOLDERS} ${name} PARENT_SCOPE)
endfunction()
