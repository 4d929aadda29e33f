#pragma once
// The standard packages that are built in, as the front end asks for them, and their natives.

#include "runtime/session/frontend.h"
#include "runtime/vm/native.h"

namespace gopherarium {

class EmbeddedLibrary final : public StandardLibrary {
 public:
  std::vector<SourceFile> files_of(std::string_view import_path) const override;
};

// One table for the process; constant after the first call.
const NativeTable& standard_natives();

}  // namespace gopherarium
