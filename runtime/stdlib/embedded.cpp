#include "runtime/stdlib/embedded.h"

#include <algorithm>

namespace gopherarium {

std::vector<std::string_view> embedded_packages() {
  std::vector<std::string_view> packages;
  for (const EmbeddedSource& source : embedded_sources()) packages.push_back(source.package);
  std::sort(packages.begin(), packages.end());
  packages.erase(std::unique(packages.begin(), packages.end()), packages.end());
  return packages;
}

}  // namespace gopherarium
