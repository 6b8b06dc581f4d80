# Embeds every .toml and .csv of data/, worlds/, rules/ and scenarios/ in the program: one assembler file with an
# .incbin per file, so that a changed figure costs one assembly and one link.
function(countervail_embed_library target)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
       ${PROJECT_SOURCE_DIR}/data/*.toml ${PROJECT_SOURCE_DIR}/data/*.csv
       ${PROJECT_SOURCE_DIR}/worlds/*.toml ${PROJECT_SOURCE_DIR}/rules/*.toml
       ${PROJECT_SOURCE_DIR}/scenarios/*.toml)
  list(SORT files)
  set(assembly "    .section .rodata\n")
  set(declarations "")
  set(entries "")
  set(number 0)
  foreach(file IN LISTS files)
    string(APPEND assembly "    .global countervail_file_${number}_begin\ncountervail_file_${number}_begin:\n"
                           "    .incbin \"${PROJECT_SOURCE_DIR}/${file}\"\n"
                           "    .global countervail_file_${number}_end\ncountervail_file_${number}_end:\n"
                           "    .byte 0\n")
    string(APPEND declarations "extern \"C\" const char countervail_file_${number}_begin[], "
                               "countervail_file_${number}_end[];\n")
    string(APPEND entries "    {\"${file}\", countervail_file_${number}_begin, countervail_file_${number}_end},\n")
    list(APPEND absolute ${PROJECT_SOURCE_DIR}/${file})
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",@progbits\n")
  set(folder ${PROJECT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${folder}/library_files.S CONTENT "${assembly}" @ONLY)
  if(number EQUAL 0)
    set(body "std::span<const EmbeddedFile> embedded_files() { return {}; }\n")
  else()
    set(body "static const EmbeddedFile kFiles[] = {\n${entries}};\nstd::span<const EmbeddedFile> embedded_files() { return kFiles; }\n")
  endif()
  file(CONFIGURE OUTPUT ${folder}/embedded_files.cpp CONTENT
       "#include \"base/embedded_files.h\"\n${declarations}namespace countervail {\n${body}}  // namespace countervail\n" @ONLY)
  set_source_files_properties(${folder}/library_files.S PROPERTIES OBJECT_DEPENDS "${absolute}")
  target_sources(${target} PRIVATE ${folder}/library_files.S ${folder}/embedded_files.cpp)
endfunction()
