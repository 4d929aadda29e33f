#include "runtime/trace/event.h"

namespace gopherarium {

const EventInfo& event_info(EventKind kind) {
  static constexpr EventInfo kInfos[] = {
#define GOPH_EVENT(name, category, ak, an, bk, bn, ck, cn, dk, dn, doc)                                         \
  {#name, EventCategory::category, {{ArgKind::ak, an}, {ArgKind::bk, bn}, {ArgKind::ck, cn}, {ArgKind::dk, dn}}, \
   doc},
#include "runtime/trace/event.def"
#undef GOPH_EVENT
  };
  return kInfos[static_cast<int>(kind)];
}

}  // namespace gopherarium
