# The Go files of the standard packages, runtime/stdlib/go/<import path>/*.go, as one C++ file of the library runtime_stdlib.
# Included by runtime/CMakeLists.txt; run with -P (and -D source=, output=) it writes that file.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB_RECURSE files RELATIVE ${source} ${source}/*.go)
  list(SORT files)
  set(text "// Made by runtime/stdlib/embed.cmake from runtime/stdlib/go.\n#include \"runtime/stdlib/embedded.h\"\n\nnamespace gopherarium {\n")
  string(APPEND text "const std::vector<EmbeddedSource>& embedded_sources() {\n  static const std::vector<EmbeddedSource> kSources = {\n")
  foreach(file IN LISTS files)
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(name ${file} NAME)
    file(READ ${source}/${file} content)
    string(APPEND text "      {\"${folder}\", \"${name}\", R\"gopherarium(${content})gopherarium\"},\n")
  endforeach()
  string(APPEND text "  };\n  return kSources;\n}\n}  // namespace gopherarium\n")
  file(WRITE ${output} "${text}")
  return()
endif()

set(embedded_root ${CMAKE_SOURCE_DIR}/runtime/stdlib/go)
set(embedded_output ${CMAKE_BINARY_DIR}/generated/stdlib_sources.cpp)
file(GLOB_RECURSE embedded_files CONFIGURE_DEPENDS ${embedded_root}/*.go)
add_custom_command(
  OUTPUT ${embedded_output}
  COMMAND ${CMAKE_COMMAND} -D source=${embedded_root} -D output=${embedded_output} -P ${CMAKE_CURRENT_LIST_FILE}
  DEPENDS ${embedded_files} ${CMAKE_CURRENT_LIST_FILE}
  COMMENT "Embedding the standard packages")
target_sources(runtime_stdlib PRIVATE ${embedded_output})
