// prepare() asks the lanes for the spans of each row in view, folded to pixels; draw() only draws them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/timeline/causes.h"
#include "app/timeline/rows.h"
#include "app/timeline/timeline.h"
#include "app/view/event_words.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"

namespace gopherarium {
namespace {

constexpr size_t kMostSteals = 40;  // beyond, arrows would hide the lanes
constexpr size_t kMostPills = 8;    // steals with their count beside them
constexpr size_t kMostLinks = 96;   // of the selected goroutine; beyond, they hide the lanes too
constexpr EventIndex kManyEvents = 20'000;  // in the window: causes are followed less far, to keep to a frame's time
constexpr ReachLimits kReachOfMany{.goroutines = 16, .links = 24};
constexpr size_t kMostRows = 20'000;
constexpr double kRowsAnew = 0.25;  // seconds: how soon rows follow a recording that grows
constexpr float kHeader = 132, kRuler = 24, kLane = 21, kBarMargin = 3, kFilterBar = 34;

class TimelinePanel final : public Panel {
 public:
  explicit TimelinePanel(View& view) : view_(view) {}
  std::string_view id() const override { return "timeline"; }
  std::string title() const override { return "Timeline"; }
  std::string note() const override {
    const auto last = view_.last_event();
    const std::string at = fmt::format("t = {}{}", time_words(static_cast<double>(view_.time_ns())),
                                       view_.state().driver == DriverKind::Controlled ? " (virtual)" : "");
    if (!last) return "";
    return fmt::format("event {} · {} · {}", grouped(*last + 1), plain_words(event_words(view_.recording(), view_.state(), view_.model().event(*last))), at);
  }

  void prepare(double now) override {
    refresh_rows(now);
    reveal_selected();
    spans_.resize(visible_rows_);
    const TimeWindow& window = view_.window();
    const TimeRange range{static_cast<uint64_t>(std::max(0.0, window.begin_ns)), static_cast<uint64_t>(std::max(1.0, window.end_ns))};
    for (size_t i = 0; i < visible_rows_; ++i) {
      const size_t row = static_cast<size_t>(first_row_) + i;
      spans_[i].clear();
      if (row < rows_.size()) view_.document().lanes().spans(rows_[row].lane, range, window.length() / std::max(1.0F, width_), spans_[i]);
    }
    steals_ = steals_in(view_.model(), range, 64);
    links_.clear();
    if (view_.selected_g() != 0) links_ = links_of(view_.model(), view_.selected_g(), range, kMostLinks);
    const ReachKey key{view_.selected_g(), view_.time_ns(), range.begin_ns, range.end_ns};
    if (view_.selected_g() == 0 || view_.playing()) {
      reach_ = {};
      reach_key_ = {};
    } else if (!(key == reach_key_)) {
      const EventIndex events = view_.model().index_at(range.end_ns) - view_.model().lower_bound(range.begin_ns);
      reach_ = causal_reach(view_.model(), view_.selected_g(), view_.time_ns(), range, events < kManyEvents ? ReachLimits{} : kReachOfMany);
      reach_key_ = key;
    }
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    Rect area = c.area;
    const ClipScope clip(ui, area);
    if (view_.filtering()) filter_bar(ui, area.cut_top(ui.px(kFilterBar)));
    Rect ruler = area.cut_top(ui.px(kRuler));
    choose_order(ui, ruler.cut_left(ui.px(kHeader)));
    Rect headers = area.cut_left(ui.px(kHeader));
    lanes_ = area;
    width_ = area.width();
    const float lane = ui.px(kLane);
    visible_rows_ = static_cast<size_t>(std::max(1.0F, std::ceil(area.height() / lane)));
    // A press over the lanes as a whole; rows are told apart by the pointer.
    ui.laid({.name = "timeline", .rect = area, .kind = LaidKind::Overlay});
    input(ui, ruler, c.focused);
    draw_ruler(ui, ruler, area);
    draw_range(ui, ruler, area);
    for (size_t i = 0; i < std::min(visible_rows_, spans_.size()); ++i) {
      const size_t row = static_cast<size_t>(first_row_) + i;
      if (row >= rows_.size()) break;
      const Rect box{area.x0, area.y0 + lane * static_cast<float>(i), area.x1, area.y0 + lane * static_cast<float>(i + 1)};
      draw_header(ui, {headers.x0, box.y0, headers.x1, box.y1}, rows_[row]);
      draw_reach(ui, box, rows_[row].lane);
      draw_lane(ui, box, rows_[row], spans_[i]);
    }
    if (rows_.empty()) draw_text(ui, area.shrunk(ui.px(14), 0), no_rows_words(), {.colour = ui.theme.text_muted});
    draw_links(ui);
    scroll_bar(ui, area);
    legend(ui, area);
    draw_marks(ui, ruler, area);
    minimap(ui, area);
  }

 private:
  float x_of(double ns) const {
    const TimeWindow& window = view_.window();
    return lanes_.x0 + static_cast<float>((ns - window.begin_ns) / window.length()) * lanes_.width();
  }
  double time_at(float x) const {
    return view_.window().begin_ns + static_cast<double>((x - lanes_.x0) / std::max(1.0F, lanes_.width())) * view_.window().length();
  }
  std::optional<size_t> row_at(const Ui& ui, float y) const {
    const auto i = static_cast<int64_t>((y - lanes_.y0) / ui.px(kLane)) + first_row_;
    if (y < lanes_.y0 || i < 0 || static_cast<size_t>(i) >= rows_.size()) return std::nullopt;
    return static_cast<size_t>(i);
  }

  struct RowsKey {
    RowChoice choice;
    uint32_t generation = 0;
    size_t gs = 0, ps = 0, channels = 0;
    uint32_t selected_g = 0;
    bool operator==(const RowsKey&) const = default;
  };
  struct ReachKey {
    uint32_t g = 0;
    uint64_t at_ns = 0, begin_ns = 0, end_ns = 0;
    bool operator==(const ReachKey&) const = default;
  };

  // At once when something was chosen, else now and then while the recording grows.
  void refresh_rows(double now) {
    const State& newest = view_.model().newest();
    RowsKey key{view_.rows(), view_.document().generation(), newest.gs.size(), newest.ps.size(), newest.channels.size(), view_.selected_g()};
    const bool grew = view_.model().end() != rows_end_;
    if (key.choice == rows_key_.choice && key.generation == rows_key_.generation && key.selected_g == rows_key_.selected_g &&
        ((!grew && key == rows_key_) || now - rows_at_ < kRowsAnew) && now >= rows_at_) {
      return;
    }
    if (!(key.choice == rows_key_.choice)) first_row_ = 0;
    rows_ = timeline_rows(view_, kMostRows);
    rows_key_ = std::move(key);
    rows_end_ = view_.model().end();
    rows_at_ = now;
  }

  // The row that was chosen last, by whatever means, is in view.
  void reveal_selected() {
    first_row_ = std::clamp(first_row_, 0, std::max(0, static_cast<int>(rows_.size()) - 1));
    if (view_.selection() == revealed_) return;
    revealed_ = view_.selection();
    const auto lane = view_.selected_lane();
    if (!lane) return;
    const auto at = std::find_if(rows_.begin(), rows_.end(), [&](const TimelineRow& row) { return row.lane == *lane; });
    if (at == rows_.end()) return;
    const int row = static_cast<int>(at - rows_.begin()), visible = std::max(2, static_cast<int>(visible_rows_)) - 1;
    if (row < first_row_) first_row_ = row;
    if (row >= first_row_ + visible) first_row_ = row - visible + 1;
  }

  std::string no_rows_words() const {
    return view_.model().end() == 0 ? "" : "No row is called so: Esc in the field, or \"all rows\", shows them again.";
  }

  // What the rows are narrowed down to.
  void filter_bar(Ui& ui, Rect bar) {
    fill(ui, bar, ui.theme.strip);
    hline(ui, bar.x0, bar.x1, bar.y1 - 1, ui.theme.border);
    const GroupScope group(ui, "row filter");
    const IdScope id(ui, std::string_view("row filter"));
    Flow flow(ui, bar.shrunk(ui.px(10), 0), kFilterBar - 1, 8);
    muted(ui, flow, "rows");
    if (view_.take_filter_opened()) ImGui::SetKeyboardFocusHere();
    const FieldEvent event = text_field(ui, flow.take({ui.px(190), ui.px(26)}), "row filter field", view_.rows().filter, "name contains …");
    if (event != FieldEvent::None) first_row_ = 0;
    const std::string_view caption = view_.selected_g() == 0 ? "with the selected G" : "with the selected G only";
    bool relatives = view_.rows().relatives;
    if (toggle(ui, flow, caption, relatives, {.name = "relatives", .tooltip = "Only goroutines that made, woke or met the selected one  I"})) {
      ui.post(Action{"rows.relatives", {}});
    }
    action_button(ui, flow, "pin", {"rows.pin", {}}, {.tooltip = "The selected row stays on top  P"});
    action_button(ui, flow, "hide", {"rows.hide", {}}, {.tooltip = "The selected row goes away  H"});
    action_button(ui, flow, "all rows", {"rows.all", {}}, {.tooltip = "No filter, nothing hidden or pinned  U"});
    muted_right(ui, flow, fmt::format("{} rows{}", rows_.size(),
                                      view_.rows().hidden.empty() ? "" : fmt::format(", {} hidden", view_.rows().hidden.size())));
  }

  // P G M chan: which lanes stand below each other; then the filter's switch.
  void choose_order(Ui& ui, Rect box) {
    box.cut_left(ui.px(8));
    for (size_t i = 0; i < std::size(kTimelineOrders); ++i) {
      const Rect at = box.cut_left(ui.px(i + 1 == std::size(kTimelineOrders) ? 36.0F : 22.0F));
      const bool chosen = static_cast<size_t>(view_.rows().order) == i;
      draw_text(ui, at, kTimelineOrders[i], {.font = FontRole::CodeTiny, .colour = chosen ? ui.theme.text_strong : ui.theme.text_faint,
                                             .align = Align::Centre, .kind = LaidKind::Overlay});
      if (chosen) hline(ui, at.x0 + ui.px(4), at.x1 - ui.px(4), at.y1 - ui.px(3), ui.theme.text_muted);
      const std::string name = fmt::format("by {}", kTimelineOrders[i]);
      const Press press = ui.press(at, name);
      if (press.hovered) ui.tooltip(at, "Rows " + name);
      if (press.clicked) ui.post(Action{"rows.order", {std::string(kTimelineOrders[i])}});
    }
    const Rect at = box.cut_left(ui.px(20));
    const bool on = view_.filtering();
    for (int i = 0; i < 3; ++i) {  // a funnel
      const float inset = ui.px(4.0F + 2.0F * static_cast<float>(i)), y = at.centre().y + ui.px(-4.0F + 4.0F * static_cast<float>(i));
      hline(ui, at.x0 + inset, at.x1 - inset, y, on ? ui.theme.text_strong : ui.theme.text_muted);
    }
    const Press press = ui.press(at, "filter rows");
    if (press.hovered) ui.tooltip(at, "Filter, pin and hide rows  Ctrl+L");
    if (press.clicked) ui.post(Action{"rows.filter", {}});
  }

  // A drag on the ruler picks a range of time; a click goes there and drops the range.
  void pick_range(Ui& ui, Rect ruler) {
    const Press press = ui.press(ruler, "ruler");
    const double at = time_at(ui.mouse().x);
    if (press.held) {
      if (!drag_from_) drag_from_ = at;
      if (std::abs(x_of(at) - x_of(*drag_from_)) > ui.px(4)) view_.set_range(TimeWindow{std::min(at, *drag_from_), std::max(at, *drag_from_)});
      return;
    }
    if (press.double_clicked && view_.range()) {
      view_.set_window(*view_.range());
    } else if (press.clicked && !(drag_from_ && std::abs(x_of(at) - x_of(*drag_from_)) > ui.px(4))) {
      view_.go_to_time(at);
    }
    drag_from_.reset();
  }

  void draw_range(Ui& ui, Rect ruler, Rect area) const {
    if (!view_.range()) return;
    const float x0 = std::max(area.x0, x_of(view_.range()->begin_ns)), x1 = std::min(area.x1, x_of(view_.range()->end_ns));
    if (x1 <= x0) return;
    fill(ui, {x0, ruler.y0, x1, area.y1}, ui.theme.selection.with_alpha(90));
    const std::string words = range_words(view_, *view_.range());
    const Vec2 size = text_size(ui, FontRole::Small, words);
    const float half = size.x / 2 + ui.px(12);
    const float middle = std::clamp((x0 + x1) / 2, area.x0 + half, std::max(area.x0 + half, area.x1 - half));
    draw_pill(ui, {middle, area.y1 - ui.px(16)}, words, ui.theme.text_strong);
  }

  // Wheel zooms at the pointer, Shift+wheel pans, over the headers it scrolls; drags pan; a click moves playhead and selection.
  void input(Ui& ui, Rect ruler, bool) {
    const ImGuiIO& io = ImGui::GetIO();
    const Rect all{lanes_.x0, ruler.y0, lanes_.x1, lanes_.y1};
    const Rect headers{lanes_.x0 - ui.px(kHeader), lanes_.y0, lanes_.x0, lanes_.y1};
    if (ui.hovers(headers) && io.MouseWheel != 0) scroll_rows(io.MouseWheel > 0 ? -3 : 3);
    if (ui.hovers(all) && io.MouseWheel != 0) {
      if (io.KeyShift) {
        view_.pan(-static_cast<double>(io.MouseWheel) * view_.window().length() * 0.1);
      } else if (io.KeyAlt) {
        scroll_rows(io.MouseWheel > 0 ? -3 : 3);
      } else {
        view_.zoom(std::pow(0.8, static_cast<double>(io.MouseWheel)), time_at(ui.mouse().x));
      }
    }
    const Press lanes = ui.press(lanes_, "lanes");
    if (lanes.held && (lanes.drag.x != 0)) view_.go_to_time(time_at(ui.mouse().x));
    if (lanes.clicked) {
      view_.go_to_time(time_at(ui.mouse().x));
      if (const auto row = row_at(ui, ui.mouse().y)) view_.select(selected_by(rows_[*row].lane));
    }
    if (lanes.double_clicked) zoom_to_span(ui);
    if (ui.hovers(lanes_) && (ImGui::IsMouseDragging(ImGuiMouseButton_Middle, 0) || ImGui::IsMouseDragging(ImGuiMouseButton_Right, 0))) {
      view_.pan(-static_cast<double>(io.MouseDelta.x / std::max(1.0F, lanes_.width())) * view_.window().length());
    }
    pick_range(ui, ruler);
    if (lanes.hovered) hover(ui);
  }

  void scroll_rows(int by) { first_row_ = std::clamp(first_row_ + by, 0, std::max(0, static_cast<int>(rows_.size()) - 3)); }

  void zoom_to_span(Ui& ui) {
    const auto row = row_at(ui, ui.mouse().y);
    if (!row) return;
    const LaneSpan span = view_.document().lanes().span_at(rows_[*row].lane, static_cast<uint64_t>(std::max(0.0, time_at(ui.mouse().x))));
    if (span.end_ns <= span.begin_ns) return;
    const double margin = static_cast<double>(span.end_ns - span.begin_ns) * 0.3;
    view_.set_window({static_cast<double>(span.begin_ns) - margin, static_cast<double>(span.end_ns) + margin});
  }

  void hover(Ui& ui) {
    const auto row = row_at(ui, ui.mouse().y);
    if (!row) return;
    const double at = time_at(ui.mouse().x);
    const LaneSpan span = view_.document().lanes().span_at(rows_[*row].lane, static_cast<uint64_t>(std::max(0.0, at)));
    if (span.state == LaneState::Absent) return;
    const std::string length = time_words(static_cast<double>(span.end_ns - span.begin_ns));
    ui.tooltip({ui.mouse().x - 4, ui.mouse().y - 4, ui.mouse().x + 4, ui.mouse().y + 4},
               fmt::format("{} · {} · {} from {}", row_name(view_, rows_[*row].lane), span_words(rows_[*row], span), length,
                           time_words(static_cast<double>(span.begin_ns))));
  }

  std::string span_words(const TimelineRow& row, const LaneSpan& span) const {
    switch (span.state) {
      case LaneState::Running: return row.lane.kind == LaneKind::G ? fmt::format("runs on P{}", span.value) : fmt::format("runs G{}", span.value);
      case LaneState::Runnable: return "runnable: waits for a P";
      case LaneState::Spinning: return "looks for work";
      case LaneState::Idle: return "idle";
      case LaneState::Syscall: return "in a system call";
      case LaneState::Empty: return "empty";
      case LaneState::Holds: return fmt::format("holds {}", span.value);
      case LaneState::SendersWait: return fmt::format("{} wait to send", span.value);
      case LaneState::ReceiversWait: return fmt::format("{} wait to receive", span.value);
      case LaneState::Closed: return "closed";
      case LaneState::Runtime:
      case LaneState::Other:
        if (row.lane.kind != LaneKind::G) return "runs the scheduler: it looks for the next goroutine";
        [[fallthrough]];
      default: return std::string(to_string(static_cast<WaitReason>(span.value)));
    }
  }

  void draw_ruler(Ui& ui, Rect ruler, Rect area) const {
    const TimeWindow& window = view_.window();
    const double step = ruler_step(window, lanes_.width(), ui.px(96));
    const float playhead = x_of(static_cast<double>(view_.time_ns()));
    for (double at = std::ceil(std::max(0.0, window.begin_ns) / step) * step; at <= window.end_ns; at += step) {
      const float x = x_of(at);
      vline(ui, x, area.y0, area.y1, ui.theme.border.with_alpha(110));
      const std::string words = tick_words(at, step);
      const float behind = playhead - x;  // its mark would hide the words
      if (behind > ui.px(-6) && behind < ui.px(14) + text_size(ui, FontRole::CodeTiny, words).x) continue;
      draw_text(ui, Rect{x + ui.px(4), ruler.y0, x + ui.px(92), ruler.y1}, words,
                {.font = FontRole::CodeTiny, .colour = ui.theme.text_muted, .kind = LaidKind::Overlay});
    }
  }

  void draw_header(Ui& ui, Rect box, const TimelineRow& row) const {
    const bool selected = view_.selection() == selected_by(row.lane);
    if (selected) fill(ui, box, ui.theme.selection);
    if (row.pinned) fill(ui, {box.x0, box.y0 + 2, box.x0 + ui.px(3), box.y1 - 2}, ui.theme.link);
    if (row.first_of_kind && box.y0 > lanes_.y0 + 1) hline(ui, box.x0, lanes_.x1, box.y0, ui.theme.border);
    Rect words = box.shrunk(ui.px(10), 0);
    const Rect name = words.cut_left(ui.px(row.lane.kind == LaneKind::Channel ? 60.0F : 38.0F));
    const std::string said = row_name(view_, row.lane);
    draw_text(ui, name, said, {.font = FontRole::CodeStrong, .colour = ui.theme.text_strong, .kind = LaidKind::Overlay, .name = said + " row"});
    const std::string about = row_words(view_, row.lane);
    draw_text(ui, words, about, {.font = FontRole::Small, .colour = ui.theme.text_muted, .kind = LaidKind::Overlay});
    const IdScope id(ui, static_cast<int64_t>(row.lane.id * 8 + static_cast<uint64_t>(row.lane.kind)));
    const Rect shown = box.intersection({box.x0, lanes_.y0, box.x1, lanes_.y1});
    const Press press = ui.press(shown, said + " header");
    if (press.hovered) ui.tooltip(shown, about.empty() ? said : fmt::format("{} · {}", said, about));
    if (press.clicked) view_.select(selected_by(row.lane));
  }

  void draw_lane(Ui& ui, Rect box, const TimelineRow& row, const std::vector<LaneSpan>& spans) const {
    const Rect lane = box.shrunk(0, ui.px(kBarMargin));
    for (const LaneSpan& span : spans) {
      if (span.state == LaneState::Absent) continue;
      Rect bar{std::max(lane.x0, x_of(static_cast<double>(span.begin_ns))), lane.y0,
               std::min(lane.x1, x_of(static_cast<double>(span.end_ns))), lane.y1};
      if (bar.x1 < bar.x0 + 1) bar.x1 = bar.x0 + 1;
      if (span.state == LaneState::Idle || span.state == LaneState::Empty || span.state == LaneState::Closed) {
        draw_bar(ui, bar, BarShape::ThinLine, ui.theme.text_faint);
        continue;
      }
      draw_bar(ui, bar, colour_of(span.state));
      if (bar.width() > ui.px(26) && span.folded == 1) bar_words(ui, bar, row, span);
      if (span.folded > 1 && bar.width() > ui.px(34)) {
        draw_text(ui, bar, fmt::format("×{}", grouped(span.folded)), {.font = FontRole::CodeTiny, .colour = legible_on(ui.theme.of(colour_of(span.state))),
                                                              .align = Align::Centre, .kind = LaidKind::Overlay});
      }
    }
  }

  void bar_words(Ui& ui, Rect bar, const TimelineRow& row, const LaneSpan& span) const {
    // Only what fills its lane has room for words; the rest is told by shape and legend.
    const bool looks = span.state == LaneState::Runtime || span.state == LaneState::Other;
    if (span.state != LaneState::Running && !(looks && row.lane.kind != LaneKind::G)) return;
    const std::string words = looks                            ? "sched"
                              : row.lane.kind == LaneKind::G   ? row_words(view_, row.lane)
                                                               : fmt::format("G{}", span.value);
    Rect inside = bar.shrunk(ui.px(4), 0);
    if (looks && inside.width() < text_size(ui, FontRole::CodeTiny, words).x) return;
    draw_text(ui, inside, words, {.font = FontRole::CodeTiny, .colour = legible_on(ui.theme.of(colour_of(span.state))), .kind = LaidKind::Overlay});
  }

  std::optional<float> row_y(const Ui& ui, Lane lane) const {
    for (size_t i = 0; i < visible_rows_ && static_cast<size_t>(first_row_) + i < rows_.size(); ++i) {
      if (rows_[static_cast<size_t>(first_row_) + i].lane == lane) return lanes_.y0 + ui.px(kLane) * (static_cast<float>(i) + 0.5F);
    }
    return std::nullopt;
  }

  // The selected goroutine's causal past and future, behind the bars.
  void draw_reach(Ui& ui, Rect box, const Lane& lane) const {
    if (lane.kind != LaneKind::G) return;
    const auto g = static_cast<uint32_t>(lane.id);
    const TimeRange life = view_.document().lanes().life(lane);
    const auto shade = [&](uint64_t from, uint64_t to, Colour colour) {
      const float x0 = std::max(box.x0, x_of(static_cast<double>(from))), x1 = std::min(box.x1, x_of(static_cast<double>(to)));
      if (x1 > x0) fill(ui, {x0, box.y0, x1, box.y1}, colour.with_alpha(38));
    };
    if (const auto past = reach_.past.find(g); past != reach_.past.end()) shade(life.begin_ns, std::min(past->second, life.end_ns), ui.theme.link);
    if (const auto future = reach_.future.find(g); future != reach_.future.end()) shade(future->second, life.end_ns, ui.theme.fork);
  }

  // Where the rows in view stand among all.
  void scroll_bar(Ui& ui, Rect area) const {
    if (rows_.size() < visible_rows_) return;
    const float part = area.height() / static_cast<float>(rows_.size());
    const float top = area.y0 + part * static_cast<float>(first_row_), height = std::max(ui.px(16), part * static_cast<float>(visible_rows_));
    fill(ui, {area.x1 - ui.px(7), std::min(top, area.y1 - height), area.x1 - ui.px(2), std::min(top, area.y1 - height) + height}, ui.theme.control_hover, 3);
  }

  // What shapes and colours mean, where the rows leave room.
  void legend(Ui& ui, Rect area) const {
    struct Entry {
      StateColour colour;
      const char* words;
    };
    static constexpr Entry kEntries[] = {{StateColour::Running, "runs"}, {StateColour::Runnable, "runnable: waits for a P"},
        {StateColour::BlockedChan, "waits on a channel"}, {StateColour::BlockedLock, "waits on a lock"},
        {StateColour::Syscall, "system call"}, {StateColour::Sleep, "asleep"}, {StateColour::Runtime, "scheduler"}};
    const float used = ui.px(kLane) * static_cast<float>(rows_.size());
    if (rows_.empty() || used + ui.px(30) > area.height()) return;
    const GroupScope group(ui, "legend");
    Flow flow(ui, {area.x0 + ui.px(6), area.y1 - ui.px(24), area.x1 - ui.px(230), area.y1 - ui.px(4)}, 20, 6);
    const auto entry = [&](StateColour colour, Colour shade, const char* words, bool causes) {
      if (!flow.fits(text_size(ui, FontRole::Small, words).x + ui.px(44))) return;
      const Rect swatch = flow.take({ui.px(20), ui.px(13)});
      if (causes) {
        fill(ui, swatch, shade.with_alpha(70));
      } else {
        draw_bar(ui, swatch, colour);
      }
      muted(ui, flow, words);
      flow.skip(8);
    };
    for (const Entry& at : kEntries) entry(at.colour, {}, at.words, false);
    if (reach_.past.empty()) return;
    entry({}, ui.theme.link, "led to it", true);
    entry({}, ui.theme.fork, "follows from it", true);
  }

  // What reached the selected goroutine, and what it set off.
  void draw_links(Ui& ui) const {
    const ClipScope clip(ui, lanes_);
    if (steals_.size() <= kMostSteals) {
      for (const LaneLink& link : steals_) {
        const auto from = row_y(ui, {LaneKind::P, link.from_p}), to = row_y(ui, {LaneKind::P, link.to_p});
        if (!from || !to) continue;
        const Vec2 middle = draw_arrow(ui, {x_of(static_cast<double>(link.from_ns)) - ui.px(10), *from}, {x_of(static_cast<double>(link.to_ns)), *to},
                                   {.colour = ui.theme.of(StateColour::Runnable), .thickness = 1.5F, .stroke = Stroke::Dashed, .head = Head::Dot});
        // Its words would cover the lanes: only beside the playhead, or for the P that is selected.
        const bool near = std::abs(x_of(static_cast<double>(link.to_ns)) - x_of(static_cast<double>(view_.time_ns()))) < ui.px(3);
        const bool chosen = view_.selection() == Selected{SelectedKind::P, link.to_p} && steals_.size() <= kMostPills;
        if (!near && !chosen) continue;
        const float right = lanes_.x1 - ui.px(40), beside = std::max(middle.x, lanes_.x0) + ui.px(34);
        draw_pill(ui, {beside > right ? middle.x - ui.px(40) : beside, middle.y}, fmt::format("steal {}", view_.model().event(link.event).b), ui.theme.of(StateColour::Runnable));
      }
    }
    for (const LaneLink& link : links_) {
      const auto from = row_y(ui, {LaneKind::G, link.from_g}), to = row_y(ui, {LaneKind::G, link.to_g});
      if (!from || !to) continue;
      const Colour colour = link.kind == LinkKind::Go ? ui.theme.text_strong : ui.theme.of(StateColour::BlockedChan);
      draw_link(ui, {x_of(static_cast<double>(link.from_ns)), *from}, {x_of(static_cast<double>(link.to_ns)), *to},
                {.colour = colour, .thickness = 1.5F, .head = Head::Dot});
    }
  }

  void draw_marks(Ui& ui, Rect ruler, Rect area) const {
    for (const uint64_t mark : view_.bookmarks()) {
      const float x = x_of(static_cast<double>(mark));
      if (x >= area.x0 && x <= area.x1) dashed_vline(ui, x, ruler.y0, area.y1, ui.theme.link);
    }
    const float x = x_of(static_cast<double>(view_.time_ns()));
    if (x < area.x0 - 1 || x > area.x1 + 1) return;
    vline(ui, x, ruler.y0 + ui.px(6), area.y1, ui.theme.playhead);
    draw_triangle(ui, {x, ruler.y0 + ui.px(10)}, ui.px(6), ui.theme.playhead);
  }

  // The whole run in the corner, once the window shows less than half of it.
  void minimap(Ui& ui, Rect area) {
    const double end = std::max<double>(static_cast<double>(view_.document().lanes().end_ns()), 1);
    if (view_.window().length() > end * 0.5 || rows_.empty()) return;
    const Rect box{area.x1 - ui.px(214), area.y1 - ui.px(34), area.x1 - ui.px(14), area.y1 - ui.px(8)};
    fill(ui, box, ui.theme.card, 4);
    outline(ui, box, ui.theme.border, 4);
    const TimeRange all{0, static_cast<uint64_t>(end)};
    size_t row = 0;
    for (const TimelineRow& at : rows_) {
      if (at.lane.kind != LaneKind::P || row >= 4) break;
      view_.document().lanes().spans(at.lane, all, end / box.width(), mini_);
      const float y = box.y0 + ui.px(4) + ui.px(5) * static_cast<float>(row++);
      for (const LaneSpan& span : mini_) {
        if (span.state != LaneState::Running) continue;
        const auto x = [&](uint64_t ns) { return box.x0 + box.width() * static_cast<float>(static_cast<double>(ns) / end); };
        fill(ui, {x(span.begin_ns), y, std::max(x(span.end_ns), x(span.begin_ns) + 1), y + ui.px(4)}, ui.theme.of(StateColour::Running));
      }
    }
    const auto x = [&](double ns) { return box.x0 + box.width() * static_cast<float>(std::clamp(ns / end, 0.0, 1.0)); };
    fill(ui, {x(view_.window().begin_ns), box.y0, std::max(x(view_.window().end_ns), x(view_.window().begin_ns) + 2), box.y1},
         ui.theme.selection.with_alpha(120));
  }

  View& view_;
  std::vector<TimelineRow> rows_;
  std::vector<std::vector<LaneSpan>> spans_;  // of the rows in view
  std::vector<LaneLink> links_, steals_;
  std::vector<LaneSpan> mini_;
  Rect lanes_;
  CausalReach reach_;
  ReachKey reach_key_;
  RowsKey rows_key_;
  EventIndex rows_end_ = 0;
  double rows_at_ = -1;
  Selected revealed_;
  std::optional<double> drag_from_;  // ns, while the ruler is pressed
  float width_ = 1000;
  size_t visible_rows_ = 20;
  int first_row_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_timeline_panel(View& view) { return std::make_unique<TimelinePanel>(view); }

}  // namespace gopherarium
