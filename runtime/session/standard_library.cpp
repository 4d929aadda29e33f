#include "runtime/session/standard_library.h"

#include "runtime/stdlib/embedded.h"
#include "runtime/stdlib/natives.h"

namespace gopherarium {

std::vector<StandardLibrary::SourceFile> EmbeddedLibrary::files_of(std::string_view import_path) const {
  std::vector<SourceFile> files;
  for (const EmbeddedSource& source : embedded_sources()) {
    if (source.package == import_path) files.push_back({source.file, source.text});
  }
  return files;
}

const NativeTable& standard_natives() {
  static const NativeTable kTable = [] {
    NativeTable table;
    register_natives(table);
    return table;
  }();
  return kTable;
}

}  // namespace gopherarium
