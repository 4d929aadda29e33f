// Channels as they are in memory: the ring with its indices, the values, and who waits on either side; then the locks and
// counters of package sync.

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/panels.h"
#include "app/widgets/containers.h"

namespace gopherarium {
namespace {

constexpr size_t kShownObjects = 60;
constexpr uint64_t kShownSlots = 16;

class ChannelsPanel final : public Panel {
 public:
  explicit ChannelsPanel(View& view) : view_(view) {}
  std::string_view id() const override { return "channels"; }
  std::string title() const override { return "Channels"; }
  std::string note() const override {
    const size_t count = view_.state().channels.size();
    return count == 0 ? "" : fmt::format("{} channels", count);
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "channels");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    const float top = area.y0;
    const State& state = view_.state();
    if (state.channels.empty() && state.syncs.empty() && state.contexts.empty()) {
      callout(ui, area, state.phase == RunPhase::NotBegun ? nothing_words(view_) : "No channel or lock has been used so far.");
    }
    contexts(ui, area);  // few, and what the rest hangs on
    size_t shown = 0;
    for (size_t i = 0; i < state.channels.size() && shown < kShownObjects; ++i) {
      if (!worth_showing(state.channels[i])) continue;
      ++shown;
      channel(ui, area, state.channels[i]);
    }
    for (size_t i = 0; i < state.syncs.size() && shown < kShownObjects; ++i) {
      const SyncState& lock = state.syncs[i];
      if (lock.name == 0 && lock.waits == 0 && lock.waiters.empty() && view_.recording().name_of(lock.address).empty()) continue;
      ++shown;
      sync(ui, area, lock);
    }
    scroll.set_height(area.y0 - top + ui.px(24));
  }

 private:
  // Channels that the packages made for themselves, and nobody of the program used, only stand in the way.
  bool worth_showing(const ChannelState& channel) const {
    return channel.name != 0 || channel.sends != 0 || channel.receives != 0 || !channel.recvq.empty() || !channel.sendq.empty();
  }

  void channel(Ui& ui, Rect& area, const ChannelState& channel) const {
    const IdScope id(ui, static_cast<int64_t>(channel.address));
    const bool buffered = channel.cap != 0;
    const bool alone = channel.sendq.empty() && channel.recvq.empty();
    const Rect rect = area.cut_top(ui.px((buffered ? 148.0F : 102.0F) - (alone ? 30.0F : 0.0F)));
    area.cut_top(ui.px(10));
    const bool selected = view_.selection() == Selected{SelectedKind::Object, channel.address};
    const std::string name = object_words(view_.recording(), view_.state(), channel.address);
    Rect inside = card(ui, rect, {.border = selected ? std::optional(ui.theme.focus) : std::nullopt, .name = name + " card"});
    const GroupScope group(ui, name, rect);
    Flow head(ui, inside.cut_top(ui.px(24)), 22, 8);
    const Rect said = label(ui, head, name, {.font = FontRole::CodeStrong, .colour = ui.theme.text_strong});
    if (pressed(ui, said, name)) ui.post(Action{"object", {static_cast<int64_t>(channel.address)}});
    std::string words(view_.recording().text(channel.type));
    words += buffered ? fmt::format(" · {} of {}", channel.buffer.size(), channel.cap) : " · unbuffered";
    if (channel.closed) words += " · closed";
    muted(ui, head, words);
    muted_right(ui, head, fmt::format("{} sent, {} received", channel.sends, channel.receives));
    if (buffered) ring(ui, inside, channel);
    if (alone) {
      Flow flow(ui, inside.cut_top(ui.px(30)), 26, 6);
      for (const char* said_of : {"sendq", "empty ·", "recvq", "empty"}) muted(ui, flow, said_of);
      return;
    }
    waiters(ui, inside, "sendq", channel.sendq);
    waiters(ui, inside, "recvq", channel.recvq);
  }

  void ring(Ui& ui, Rect& inside, const ChannelState& channel) const {
    Rect row = inside.cut_top(ui.px(46));
    const uint64_t slots = std::min(channel.cap, kShownSlots);
    const float width = std::min(ui.px(64), (row.width() - ui.px(70)) / static_cast<float>(slots));
    Rect cells = row.cut_top(ui.px(26));
    const Rect marks = row.cut_top(ui.px(16));
    for (uint64_t i = 0; i < slots; ++i) {
      Rect cell = cells.cut_left(width);
      cell.x1 -= ui.px(3);
      const uint64_t from_head = (i + channel.cap - channel.recvx % channel.cap) % channel.cap;
      if (from_head < channel.buffer.size()) {
        const TracedValue& value = channel.buffer[from_head];
        fill(ui, cell, ui.theme.of(StateColour::BlockedChan), space::kRadiusChip);
        draw_text(ui, cell, print_value(view_.recording().tables(), value.word, value.type),
                  {.font = FontRole::CodeSmall, .colour = legible_on(ui.theme.of(StateColour::BlockedChan)), .align = Align::Centre,
                   .kind = LaidKind::Overlay});
      } else {
        dashed_outline(ui, cell, ui.theme.slot, space::kRadiusChip);
      }
      std::string index;
      if (i == channel.recvx) index = "recvx";
      if (i == channel.sendx) index += index.empty() ? "sendx" : " sendx";
      if (!index.empty()) {
        const Rect mark{cell.x0, marks.y0, cell.x1 + (i == channel.recvx && i == channel.sendx ? ui.px(40) : 0), marks.y1};
        draw_text(ui, mark, index, {.font = FontRole::CodeTiny, .colour = ui.theme.text_faint, .kind = LaidKind::Overlay});
      }
    }
    if (channel.cap > slots) draw_text(ui, cells, fmt::format("+{}", channel.cap - slots), {.font = FontRole::Small, .colour = ui.theme.text_muted});
  }

  void waiters(Ui& ui, Rect& inside, const char* queue, const Fifo<Waiter>& waiting) const {
    const IdScope id(ui, std::string_view(queue));
    Flow flow(ui, inside.cut_top(ui.px(30)), 26, 6);
    muted(ui, flow, queue);
    if (waiting.empty()) {
      muted(ui, flow, "empty");
      return;
    }
    size_t left = waiting.size();
    for (const Waiter& waiter : waiting) {
      if (!flow.fits(ui.px(130))) break;
      g_chip(ui, flow, view_, waiter.g);
      if (waiter.value.type != 0) mono(ui, flow, print_value(view_.recording().tables(), waiter.value.word, waiter.value.type));
      if (waiter.select_case >= 0) muted(ui, flow, "(select)");
      --left;
    }
    if (left != 0) muted(ui, flow, fmt::format("+{}", left));
  }

  void sync(Ui& ui, Rect& area, const SyncState& lock) const {
    static constexpr const char* kKinds[] = {"Mutex", "RWMutex", "RWMutex", "WaitGroup", "Cond", "Once", "Semaphore"};
    const IdScope id(ui, static_cast<int64_t>(lock.address));
    const bool free = lock.owner == 0 && lock.readers.empty() && lock.waiters.empty();
    const Rect rect = area.cut_top(ui.px(free ? 44.0F : 74.0F));
    area.cut_top(ui.px(10));
    const char* kind = kKinds[static_cast<size_t>(lock.kind)];
    const std::string name = object_words(view_.recording(), view_.state(), lock.address);
    const bool selected = view_.selection() == Selected{SelectedKind::Object, lock.address};
    Rect inside = card(ui, rect, {.border = selected ? std::optional(ui.theme.focus) : std::nullopt, .name = name + " card"});
    const GroupScope group(ui, name, rect);
    Flow head(ui, inside.cut_top(ui.px(24)), 22, 8);
    const Rect said = label(ui, head, fmt::format("{} {}", kind, name), {.font = FontRole::CodeStrong, .colour = ui.theme.text_strong});
    if (pressed(ui, said, name)) ui.post(Action{"object", {static_cast<int64_t>(lock.address)}});
    if (lock.kind == SyncKind::WaitGroup || lock.kind == SyncKind::Semaphore) muted(ui, head, fmt::format("= {}", lock.counter));
    if (lock.starving) muted(ui, head, "starving");
    if (lock.kind == SyncKind::Once) muted(ui, head, lock.done ? "done" : "not done");
    if (free) {
      const bool lockable = lock.kind != SyncKind::WaitGroup && lock.kind != SyncKind::Cond && lock.kind != SyncKind::Once;
      muted_right(ui, head, lockable ? "free, nobody waits" : "nobody waits");
      return;
    }
    Flow flow(ui, inside.cut_top(ui.px(30)), 26, 6);
    if (lock.owner != 0) {
      muted(ui, flow, "held by");
      g_chip(ui, flow, view_, lock.owner);
    }
    if (!lock.readers.empty()) {
      muted(ui, flow, "readers");
      g_chips(ui, flow, view_, lock.readers);
    }
    muted(ui, flow, lock.waiters.empty() ? "nobody waits" : "waiting");
    g_chips(ui, flow, view_, lock.waiters);
  }

  // Contexts as the tree they are, children below their parents, with deadlines and how cancellation ran down it.
  void contexts(Ui& ui, Rect& area) const {
    const auto& all = view_.state().contexts;
    const size_t count = std::min<size_t>(all.size(), kShownObjects);
    if (count == 0) return;
    std::vector<std::pair<size_t, int>> rows;  // place, depth
    const auto add = [&](auto&& self, uint64_t parent, int depth) -> void {
      for (size_t i = 0; i < count; ++i) {
        const bool root = depth == 0 && view_.state().context(all[i].parent) == nullptr;
        if (depth == 0 ? !root : all[i].parent != parent) continue;
        rows.push_back({i, depth});
        if (depth < 16) self(self, all[i].address, depth + 1);
      }
    };
    add(add, 0, 0);
    const Rect rect = area.cut_top(ui.px(48.0F + 28.0F * static_cast<float>(rows.size())));
    area.cut_top(ui.px(10));
    Rect inside = card(ui, rect, {.name = "contexts card"});
    const GroupScope group(ui, "contexts", rect);
    Flow head(ui, inside.cut_top(ui.px(26)), 22, 8);
    label(ui, head, "Contexts", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    muted(ui, head, "children below their parents");
    for (const auto& [place, depth] : rows) context(ui, inside.cut_top(ui.px(28)), all[place], depth);
  }

  void context(Ui& ui, Rect row, const ContextState& at, int depth) const {
    const IdScope id(ui, static_cast<int64_t>(at.address));
    for (int i = 0; i < depth; ++i) {
      const Rect step = row.cut_left(ui.px(20));
      if (i + 1 < depth) continue;
      vline(ui, step.x0 + ui.px(6), step.y0, step.centre().y, ui.theme.slot);
      hline(ui, step.x0 + ui.px(6), step.x1 - ui.px(4), step.centre().y, ui.theme.slot);
    }
    Flow flow(ui, row, 26, 8);
    // Few contexts have a name of their own: then what made them says what they are.
    const std::string_view own = view_.recording().name_of(at.address);
    const std::string kind(view_.recording().text(at.kind)), name = own.empty() ? kind : std::string(own);
    const bool selected = view_.selection() == Selected{SelectedKind::Object, at.address};
    const Rect said = label(ui, flow, name, {.font = FontRole::CodeStrong, .colour = selected ? ui.theme.focus : ui.theme.text_strong});
    if (pressed(ui, said, name)) ui.post(Action{"object", {static_cast<int64_t>(at.address)}});
    muted(ui, flow, fmt::format("{}{:#x} · made by G{}", own.empty() ? "" : kind + " · ", at.address, at.made_by));
    draw_text(ui, flow.row(), context_words(at), {.font = FontRole::Small, .colour = ending(at).cancelled ? ui.theme.error_text : ui.theme.text_muted, .align = Align::Right});
  }

  // A context that only adds a value ends with its parent; so the nearest one that can end says how it stands.
  const ContextState& ending(const ContextState& at) const {
    const ContextState* up = &at;
    for (int steps = 0; steps < 64 && view_.recording().text(up->kind) == "WithValue"; ++steps) {
      const ContextState* parent = view_.state().context(up->parent);
      if (parent == nullptr) break;
      up = parent;
    }
    return *up;
  }

  std::string context_words(const ContextState& value) const {
    const ContextState& at = ending(value);
    if (&at != &value) return fmt::format("with its parent: {}", at.cancelled ? "cancelled" : "open");
    if (at.cancelled) {
      const std::string through = at.cancelled_through == 0 || at.cancelled_through == at.address
                                      ? "" : fmt::format(", passed down by {}", object_words(view_.recording(), view_.state(), at.cancelled_through));
      return fmt::format("cancelled at {}: {}{}", time_words(static_cast<double>(at.cancelled_ns)), view_.recording().text(at.cause), through);
    }
    if (at.deadline_ns == 0) return "open, no deadline";
    const double left = static_cast<double>(at.deadline_ns) - static_cast<double>(view_.time_ns());
    return left > 0 ? fmt::format("deadline in {}", time_words(left)) : "deadline is over";
  }

  View& view_;
};

}  // namespace

std::unique_ptr<Panel> make_channels_panel(View& view) { return std::make_unique<ChannelsPanel>(view); }

}  // namespace gopherarium
