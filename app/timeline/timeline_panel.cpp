// prepare() asks the lanes for the spans of each row in view, folded to pixels; draw() only draws them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/timeline/rows.h"
#include "app/timeline/timeline.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"

namespace gopherarium {
namespace {

constexpr size_t kMostSteals = 40;  // beyond, arrows would hide the lanes
constexpr size_t kMostRows = 2'000;
constexpr float kHeader = 118, kRuler = 24, kLane = 21, kBarMargin = 3;

class TimelinePanel final : public Panel {
 public:
  explicit TimelinePanel(View& view) : view_(view) {}
  std::string_view id() const override { return "timeline"; }
  std::string title() const override { return "Timeline"; }
  std::string note() const override {
    const auto last = view_.last_event();
    const std::string at = fmt::format("t = {}{}", time_words(static_cast<double>(view_.time_ns())),
                                       view_.state().driver == DriverKind::Controlled ? " (virtual)" : "");
    return last ? fmt::format("event {} · {}", *last + 1, at) : "";
  }

  void prepare(double) override {
    rows_ = timeline_rows(view_, order_, kMostRows);
    first_row_ = std::clamp(first_row_, 0, std::max(0, static_cast<int>(rows_.size()) - 1));
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
    if (view_.selected_g() != 0) links_ = links_of(view_.model(), view_.selected_g(), range, 256);
  }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    Rect area = c.area;
    const ClipScope clip(ui, area);
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
      draw_lane(ui, box, rows_[row], spans_[i]);
    }
    draw_links(ui);
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

  // P G M chan: which lanes stand below each other.
  void choose_order(Ui& ui, Rect box) {
    box.cut_left(ui.px(8));
    for (size_t i = 0; i < std::size(kTimelineOrders); ++i) {
      const Rect at = box.cut_left(ui.px(i + 1 == std::size(kTimelineOrders) ? 36.0F : 22.0F));
      const bool chosen = static_cast<size_t>(order_) == i;
      draw_text(ui, at, kTimelineOrders[i], {.font = FontRole::CodeTiny, .colour = chosen ? ui.theme.text_strong : ui.theme.text_faint,
                                             .align = Align::Centre, .kind = LaidKind::Overlay});
      if (chosen) hline(ui, at.x0 + ui.px(4), at.x1 - ui.px(4), at.y1 - ui.px(3), ui.theme.text_muted);
      const std::string name = fmt::format("by {}", kTimelineOrders[i]);
      const Press press = ui.press(at, name);
      if (press.hovered) ui.tooltip(at, "Rows " + name);
      if (press.clicked) {
        order_ = static_cast<TimelineOrder>(i);
        first_row_ = 0;
      }
    }
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
      if (const auto row = row_at(ui, ui.mouse().y)) view_.select(rows_[*row].selects);
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
               fmt::format("{} · {} · {} from {}", rows_[*row].name, span_words(rows_[*row], span), length,
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
      default: return std::string(to_string(static_cast<WaitReason>(span.value)));
    }
  }

  void draw_ruler(Ui& ui, Rect ruler, Rect area) const {
    const TimeWindow& window = view_.window();
    const double step = ruler_step(window, lanes_.width(), ui.px(96));
    for (double at = std::ceil(std::max(0.0, window.begin_ns) / step) * step; at <= window.end_ns; at += step) {
      const float x = x_of(at);
      vline(ui, x, area.y0, area.y1, ui.theme.border.with_alpha(110));
      draw_text(ui, Rect{x + ui.px(4), ruler.y0, x + ui.px(92), ruler.y1}, tick_words(at, step),
                {.font = FontRole::CodeTiny, .colour = ui.theme.text_muted, .kind = LaidKind::Overlay});
    }
  }

  void draw_header(Ui& ui, Rect box, const TimelineRow& row) const {
    const bool selected = view_.selection() == row.selects;
    if (selected) fill(ui, box, ui.theme.selection);
    if (row.first_of_kind && box.y0 > lanes_.y0 + 1) hline(ui, box.x0, lanes_.x1, box.y0, ui.theme.border);
    Rect words = box.shrunk(ui.px(10), 0);
    const Rect name = words.cut_left(ui.px(row.lane.kind == LaneKind::Channel ? 60.0F : 38.0F));
    draw_text(ui, name, row.name, {.font = FontRole::CodeStrong, .colour = ui.theme.text_strong, .kind = LaidKind::Overlay, .name = row.name + " row"});
    draw_text(ui, words, row.words, {.font = FontRole::Small, .colour = ui.theme.text_muted, .kind = LaidKind::Overlay});
    const IdScope id(ui, static_cast<int64_t>(row.lane.id * 8 + static_cast<uint64_t>(row.lane.kind)));
    if (ui.press(box.intersection({box.x0, lanes_.y0, box.x1, lanes_.y1}), row.name + " header").clicked) view_.select(row.selects);
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
        draw_text(ui, bar, fmt::format("×{}", span.folded), {.font = FontRole::CodeTiny, .colour = legible_on(ui.theme.of(colour_of(span.state))),
                                                              .align = Align::Centre, .kind = LaidKind::Overlay});
      }
    }
  }

  void bar_words(Ui& ui, Rect bar, const TimelineRow& row, const LaneSpan& span) const {
    if (span.state != LaneState::Running) return;
    const std::string words = row.lane.kind == LaneKind::G ? row.words : fmt::format("G{}", span.value);
    Rect inside = bar.shrunk(ui.px(4), 0);
    draw_text(ui, inside, words, {.font = FontRole::CodeTiny, .colour = legible_on(ui.theme.of(StateColour::Running)), .kind = LaidKind::Overlay});
  }

  std::optional<float> row_y(const Ui& ui, Lane lane) const {
    for (size_t i = 0; i < visible_rows_ && static_cast<size_t>(first_row_) + i < rows_.size(); ++i) {
      if (rows_[static_cast<size_t>(first_row_) + i].lane == lane) return lanes_.y0 + ui.px(kLane) * (static_cast<float>(i) + 0.5F);
    }
    return std::nullopt;
  }

  // What reached the selected goroutine, and what it set off.
  void draw_links(Ui& ui) const {
    const ClipScope clip(ui, lanes_);
    if (steals_.size() <= kMostSteals) {
      for (const LaneLink& link : steals_) {
        const auto from = row_y(ui, {LaneKind::P, link.from_p}), to = row_y(ui, {LaneKind::P, link.to_p});
        if (from && to) draw_arrow(ui, {x_of(static_cast<double>(link.from_ns)) - ui.px(10), *from}, {x_of(static_cast<double>(link.to_ns)), *to},
                                   {.colour = ui.theme.of(StateColour::Runnable), .thickness = 1.5F, .stroke = Stroke::Dashed, .head = Head::Dot});
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
  TimelineOrder order_ = TimelineOrder::ByP;
  std::optional<double> drag_from_;  // ns, while the ruler is pressed
  float width_ = 1000;
  size_t visible_rows_ = 20;
  int first_row_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_timeline_panel(View& view) { return std::make_unique<TimelinePanel>(view); }

}  // namespace gopherarium
