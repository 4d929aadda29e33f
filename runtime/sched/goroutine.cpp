// Goroutines come and go: Gs, their first stacks and sudogs are recycled through caches of the P, which overflow into lists
// of the run by half, so that producers and consumers on different Ps do not run dry.

#include "runtime/base/check.h"
#include "runtime/sched/sched.h"

namespace gopherarium {
namespace {

// As in Go: 64 free Gs a P at most, half of them are moved at a time. Sudogs likewise.
constexpr uint32_t kMostFree = 64;
constexpr uint32_t kSudogSlab = 64;
constexpr uint32_t kMostSudogs = 128;

}  // namespace

G& Sched::allocate_g(M& m) {
  G& gp = gfget(m);
  if (gp.stack.words == nullptr) gp.stack = m.stacks.allocate();
  gp.goid.store(next_goid_.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
  gp.proto = gp.pc = gp.base = gp.vm_flags = 0;
  gp.defers = gp.panics = 0;
  for (uint64_t& word : gp.vm_words) word = 0;
  gp.vm_data = nullptr;
  gp.wait_reason = WaitReason::None;
  gp.start_proto = gp.created_proto = gp.created_pc = 0;
  return gp;
}

void Sched::newproc(M& m, G& gp, G* parent, uint32_t start_text) {
  gp.parent = parent != nullptr ? parent->goid.load(std::memory_order_relaxed) : 0;
  gp.start_text = start_text;
  goroutines_.fetch_add(1, std::memory_order_relaxed);
  if (tracing_) {
    emit(m, EventKind::GoCreate, parent,
         {.a = gp.goid.load(std::memory_order_relaxed), .b = start_text, .stack = parent != nullptr ? stack_of(*parent) : 0});
  }
  casgstatus(gp, gp.status.load(std::memory_order_relaxed), GStatus::Runnable);
  runqput(m, gp, RunqPlace::Next);
  if (parent != nullptr) wakep(&m);
}

void Sched::gfput(M& m, G& gp) {
  P& pp = *m.p;
  if (gp.stack.bytes != kFirstStackBytes) m.stacks.release(gp.stack);
  gp.schedlink = pp.gfree;
  pp.gfree = &gp;
  if (++pp.gfree_count < kMostFree) return;
  LockGuard guard(lock_);
  while (pp.gfree_count > kMostFree / 2) {
    G* moved = pp.gfree;
    pp.gfree = moved->schedlink;
    --pp.gfree_count;
    free_gs_.push_back(moved);
  }
}

G& Sched::gfget(M& m) {
  P& pp = *m.p;
  if (pp.gfree == nullptr) {
    lock_.lock();
    while (free_gs_.size != 0 && pp.gfree_count < kMostFree / 2) {
      G* moved = free_gs_.pop_front();
      moved->schedlink = pp.gfree;
      pp.gfree = moved;
      ++pp.gfree_count;
    }
    lock_.unlock();
    if (pp.gfree == nullptr) new_gs(pp);
  }
  G* gp = pp.gfree;
  pp.gfree = gp->schedlink;
  --pp.gfree_count;
  gp->schedlink = nullptr;
  return *gp;
}

void Sched::new_gs(P& pp) {
  auto slab = std::make_unique<G[]>(kGSlab);
  for (uint32_t i = kGSlab; i-- > 0;) {
    slab[i].schedlink = pp.gfree;
    pp.gfree = &slab[i];
  }
  pp.gfree_count += kGSlab;
  LockGuard guard(allg_lock_);
  g_slabs_.push_back(std::move(slab));
}

void Sched::for_each_g(const std::function<void(G&)>& visit) {
  LockGuard guard(allg_lock_);
  for (const auto& slab : g_slabs_) {
    for (uint32_t i = 0; i < kGSlab; ++i) {
      const GStatus status = readgstatus(slab[i]);
      if (status != GStatus::Idle && status != GStatus::Dead) visit(slab[i]);
    }
  }
}

// ---- sudogs

Sudog* Sched::acquire_sudog(M& m) {
  P& pp = *m.p;
  if (pp.sudogs == nullptr) {
    LockGuard guard(lock_);
    if (free_sudogs_ == nullptr) {
      sudog_slabs_.push_back(std::make_unique<Sudog[]>(kSudogSlab));
      for (uint32_t i = kSudogSlab; i-- > 0;) {
        Sudog* made = &sudog_slabs_.back()[i];
        made->next = free_sudogs_;
        free_sudogs_ = made;
      }
    }
    for (uint32_t i = 0; i < kSudogSlab && free_sudogs_ != nullptr; ++i) {
      Sudog* moved = free_sudogs_;
      free_sudogs_ = moved->next;
      moved->next = pp.sudogs;
      pp.sudogs = moved;
      ++pp.sudog_count;
    }
  }
  Sudog* sg = pp.sudogs;
  pp.sudogs = sg->next;
  --pp.sudog_count;
  sg->next = nullptr;
  return sg;
}

void Sched::release_sudog(M& m, Sudog* sg) {
  P& pp = *m.p;
  sg->g = nullptr;
  sg->chan = nullptr;
  sg->prev = nullptr;
  sg->wait_link = nullptr;
  sg->next = pp.sudogs;
  pp.sudogs = sg;
  if (++pp.sudog_count < kMostSudogs) return;
  LockGuard guard(lock_);
  while (pp.sudog_count > kMostSudogs / 2) {
    Sudog* moved = pp.sudogs;
    pp.sudogs = moved->next;
    --pp.sudog_count;
    moved->next = free_sudogs_;
    free_sudogs_ = moved;
  }
}

}  // namespace gopherarium
