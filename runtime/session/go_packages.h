#pragma once
// The names of Go's own packages, so that a program that imports one we lack hears that, and not that there is none.

#include <string_view>

namespace gopherarium {

bool is_go_package(std::string_view import_path);

}  // namespace gopherarium
