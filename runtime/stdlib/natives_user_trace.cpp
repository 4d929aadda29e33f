// Package runtime/trace: a program's tasks, regions and logs as events.
#include "runtime/stdlib/natives.h"
#include "runtime/stdlib/natives_sync.h"

namespace gopherarium {
namespace {

uint64_t text_id(NativeCall& call, uint32_t slot) { return call.vm.bus().text(call.text(slot)); }

NativeResult recording(NativeCall& call) {
  call.set_boolean(0, call.vm.sched().tracing());
  return NativeResult::Done;
}

// taskBegin(task, parent *Task, name string)
NativeResult task_begin(NativeCall& call) {
  if (call.vm.sched().tracing()) {
    emit_here(call, EventKind::TaskBegin, {.a = call.word(0), .b = text_id(call, 2), .c = call.word(1)});
  }
  return NativeResult::Done;
}

NativeResult task_end(NativeCall& call) {
  emit_here(call, EventKind::TaskEnd, {.a = call.word(0)});
  return NativeResult::Done;
}

// regionBegin(task *Task, name string), regionEnd the same
template <EventKind kKind>
NativeResult region(NativeCall& call) {
  if (call.vm.sched().tracing()) emit_here(call, kKind, {.a = call.word(0), .b = text_id(call, 1)});
  return NativeResult::Done;
}

// userLog(task *Task, category, message string)
NativeResult user_log(NativeCall& call) {
  if (call.vm.sched().tracing()) {
    emit_here(call, EventKind::UserLog, {.a = call.word(0), .b = text_id(call, 1), .c = text_id(call, 2)});
  }
  return NativeResult::Done;
}

}  // namespace

void add_user_trace_natives(NativeTable& table) {
  table.add("runtime/trace.recording", recording);
  table.add("runtime/trace.taskBegin", task_begin);
  table.add("runtime/trace.taskEnd", task_end);
  table.add("runtime/trace.regionBegin", region<EventKind::RegionBegin>);
  table.add("runtime/trace.regionEnd", region<EventKind::RegionEnd>);
  table.add("runtime/trace.userLog", user_log);
}

}  // namespace gopherarium
