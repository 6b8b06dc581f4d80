# What is worth parsing once where headers are precompiled.
set(COUNTERVAIL_STANDARD_HEADERS <algorithm> <array> <chrono> <cmath> <cstdint> <expected> <filesystem> <functional> <map>
    <memory> <optional> <ostream> <span> <sstream> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# countervail_folder(NAME USES library… [FLAGS option…]): one static library per folder of src/, from all its sources
# (not those of sub-folders). COUNTERVAIL_FOLDERS collects the names in the order of the pipeline.
function(countervail_folder name)
  cmake_parse_arguments(FOLDER "" "" "USES;FLAGS" ${ARGN})
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
