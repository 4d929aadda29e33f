#pragma once
// The states of G, M and P, wait reasons, and the tables of legal transitions (status.def, wait_reason.def).

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gopherarium {

enum class GStatus : uint8_t {
#define GOPH_GSTATUS(name, ...) name,
#include "runtime/trace/status.def"
#undef GOPH_GSTATUS
};
enum class PStatus : uint8_t {
#define GOPH_PSTATUS(name, ...) name,
#include "runtime/trace/status.def"
#undef GOPH_PSTATUS
};
enum class MStatus : uint8_t {
#define GOPH_MSTATUS(name, ...) name,
#include "runtime/trace/status.def"
#undef GOPH_MSTATUS
};

enum class WaitReason : uint8_t {
#define GOPH_WAIT_REASON(name, ...) name,
#include "runtime/trace/wait_reason.def"
#undef GOPH_WAIT_REASON
};
// Groups that share a colour and a bar shape.
enum class WaitGroupKind : uint8_t { Chan, Lock, Sleep, Net, Runtime, Other };

inline constexpr size_t kWaitReasons = 0
#define GOPH_WAIT_REASON(name, ...) +1
#include "runtime/trace/wait_reason.def"
#undef GOPH_WAIT_REASON
    ;

std::string_view to_string(GStatus);
std::string_view to_string(PStatus);
std::string_view to_string(MStatus);
std::string_view to_string(WaitReason);
WaitGroupKind wait_group(WaitReason);

bool legal(GStatus from, GStatus to);
bool legal(PStatus from, PStatus to);
bool legal(MStatus from, MStatus to);

}  // namespace gopherarium
