// System calls. The M stays with its goroutine; the P is marked, and whoever takes the mark away has it: the M itself when
// the call was short, sysmon when it was not, or who stops the world.

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {

void Sched::entersyscall(M& m, G& gp, std::string_view call) {
  P& pp = *m.p;
  if (tracing_) emit(m, EventKind::SyscallEnter, &gp, {.a = bus_.text(call), .stack = stack_of(gp)});
  casgstatus(gp, GStatus::Running, GStatus::Syscall);
  gp.syscall_until_ns = 0;
  set_m_status(m, MStatus::Syscall);
  m.oldp = &pp;
  m.syscalltick = pp.syscalltick.load(std::memory_order_relaxed);
  m.p = nullptr;
  set_p_status(pp, PStatus::Running, PStatus::Syscall);
}

Sched::SyscallExit Sched::exitsyscall(M& m, G& gp) {
  P* pp = m.oldp;
  m.oldp = nullptr;
  if (take_p_status(*pp, PStatus::Syscall, PStatus::Running)) {
    // Another M may have had it in between and be in a call of its own: it finds its P gone.
    const bool kept = pp->syscalltick.fetch_add(1, std::memory_order_relaxed) == m.syscalltick;
    pp->m.store(&m, std::memory_order_release);
    m.p = pp;
    set_m_status(m, MStatus::Running);
    if (tracing_) {
      if (!kept) emit(m, EventKind::ProcStart, nullptr, {.a = m.id});
      emit(m, EventKind::SyscallExit, &gp, {.a = kept ? 1u : 0u});
    }
    casgstatus(gp, GStatus::Syscall, GStatus::Running);
    return SyscallExit::Kept;
  }
  lock_.lock();
  pp = pidleget();
  if (pp != nullptr) {
    lock_.unlock();
    set_m_status(m, MStatus::Running);
    acquirep(m, *pp);
    if (tracing_) emit(m, EventKind::SyscallExit, &gp, {.a = 0});
    casgstatus(gp, GStatus::Syscall, GStatus::Running);
    return SyscallExit::Kept;
  }
  if (tracing_) emit(m, EventKind::SyscallExit, &gp, {.a = 0});
  dropg(m, gp);
  casgstatus(gp, GStatus::Syscall, GStatus::Runnable);
  globrunqput(m, gp);
  lock_.unlock();
  return SyscallExit::Lost;
}

}  // namespace gopherarium
