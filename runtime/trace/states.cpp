#include "runtime/trace/states.h"

namespace gopherarium {

std::string_view to_string(GStatus s) {
  static constexpr std::string_view kNames[] = {
#define GOPH_GSTATUS(name, text, ...) text,
#include "runtime/trace/status.def"
#undef GOPH_GSTATUS
  };
  return kNames[static_cast<int>(s)];
}

std::string_view to_string(PStatus s) {
  static constexpr std::string_view kNames[] = {
#define GOPH_PSTATUS(name, text, ...) text,
#include "runtime/trace/status.def"
#undef GOPH_PSTATUS
  };
  return kNames[static_cast<int>(s)];
}

std::string_view to_string(MStatus s) {
  static constexpr std::string_view kNames[] = {
#define GOPH_MSTATUS(name, text, ...) text,
#include "runtime/trace/status.def"
#undef GOPH_MSTATUS
  };
  return kNames[static_cast<int>(s)];
}

std::string_view to_string(WaitReason r) {
  static constexpr std::string_view kNames[] = {
#define GOPH_WAIT_REASON(name, text, group) text,
#include "runtime/trace/wait_reason.def"
#undef GOPH_WAIT_REASON
  };
  return kNames[static_cast<int>(r)];
}

WaitGroupKind wait_group(WaitReason r) {
  static constexpr WaitGroupKind kGroups[] = {
#define GOPH_WAIT_REASON(name, text, group) WaitGroupKind::group,
#include "runtime/trace/wait_reason.def"
#undef GOPH_WAIT_REASON
  };
  return kGroups[static_cast<int>(r)];
}

bool legal(GStatus from, GStatus to) {
#define GOPH_GTRANSITION(a, b) \
  if (from == GStatus::a && to == GStatus::b) return true;
#include "runtime/trace/status.def"
#undef GOPH_GTRANSITION
  return false;
}

bool legal(PStatus from, PStatus to) {
#define GOPH_PTRANSITION(a, b) \
  if (from == PStatus::a && to == PStatus::b) return true;
#include "runtime/trace/status.def"
#undef GOPH_PTRANSITION
  return false;
}

bool legal(MStatus from, MStatus to) {
#define GOPH_MTRANSITION(a, b) \
  if (from == MStatus::a && to == MStatus::b) return true;
#include "runtime/trace/status.def"
#undef GOPH_MTRANSITION
  return false;
}

}  // namespace gopherarium
