#pragma once
// EmbeddedLibrary: the standard packages that are part of this program (runtime/stdlib/go), as the front end asks for them.
// Without state: one serves any number of compilations, on any thread.

#include "runtime/session/frontend.h"
#include "runtime/stdlib/embedded.h"

namespace gopherarium {

class EmbeddedLibrary : public StandardLibrary {
 public:
  std::vector<SourceFile> files_of(std::string_view import_path) const override {
    std::vector<SourceFile> files;
    for (const EmbeddedSource& source : embedded_sources()) {
      if (source.package == import_path) files.push_back({source.file, source.text});
    }
    return files;
  }
};

}  // namespace gopherarium
