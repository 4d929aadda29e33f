// A window with every widget, its figures made up: to hold against the design, and for the layout checks of
// gallery.script.
//
//   widget_gallery                         opens it
//   widget_gallery SCRIPT [OUT_DIR]        drives it, saves pictures, exits 1 with the line that failed

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>

#include "app/shell/shell.h"
#include "app/widgets/code_view.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"
#include "app/widgets/rich_text_view.h"

namespace gopherarium {
namespace {

// ---- Centre: cards, chips, slots, a steal ----

class BoardPanel : public Panel {
 public:
  std::string_view id() const override { return "scheduler"; }
  std::string title() const override { return "Scheduler"; }

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "board");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(14));
    float top = area.y0;
    global_queue(ui, area.cut_top(ui.px(44)));
    area.cut_top(ui.px(14));
    Rect ps = area.cut_top(ui.px(148));
    float gap = ui.px(22);
    float width = (ps.width() - gap) / 2;
    Rect left = ps.cut_left(width);
    Rect right = ps.cut_right(width);
    Vec2 from = processor(ui, left, "P0", "running", "M0 · thread 4711", true);
    Vec2 to = processor(ui, right, "P1", "stealing", "M2 · spinning", false);
    Vec2 middle = draw_arrow(
        ui, from, to, {.colour = ui.theme.of(StateColour::Runnable), .stroke = Stroke::Dashed, .sag = 34});
    draw_pill(ui, middle, "steal 2", ui.theme.of(StateColour::Runnable));
    area.cut_top(ui.px(38));
    Rect ms = area.cut_top(ui.px(64));
    idle_ms(ui, ms.cut_left(width));
    sysmon(ui, ms.cut_right(width));
    area.cut_top(ui.px(12));
    parked(ui, area.cut_top(ui.px(170)));
    scroll.set_height(area.y0 - top + ui.px(28));
  }

 private:
  static void global_queue(Ui& ui, Rect rect) {
    Rect inside = card(ui, rect, {.name = "global queue card"});
    GroupScope group(ui, "global queue", rect);
    Flow flow(ui, inside, 28, 8);
    label(ui, flow, "Global queue", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    chip(ui, flow, "G9", StateColour::Runnable);
    slot(ui, flow);
    slot(ui, flow);
    muted_right(ui, flow, "next look in 23 ticks");
  }

  static Vec2 processor(Ui& ui, Rect rect, std::string_view name, std::string_view status, std::string_view m,
                        bool running) {
    IdScope id(ui, name);
    Rect inside =
        card(ui, rect,
             {.border = ui.theme.of(running ? StateColour::Running : StateColour::Runnable), .name = name});
    GroupScope group(ui, name, rect);
    Flow flow(ui, inside, 22, 10);
    label(ui, flow, name, {.font = FontRole::Title, .colour = ui.theme.text_strong});
    muted(ui, flow, status);
    muted_right(ui, flow, m);
    flow.next_row(32, 2);
    if (running)
      chip(ui, flow, "G6", StateColour::Running, {.size = ChipSize::Large});
    else
      slot(ui, flow, ChipSize::Large);
    muted(ui, flow, running ? "worker(3) · worker_pool.go:9 · 41 µs" : "took 2 of 4 from P0");
    flow.next_row(24, 8);
    muted(ui, flow, "runnext");
    slot(ui, flow);
    muted(ui, flow, "queue");
    flow.next_row(24, 6);
    Flow queue(ui, flow.row(), 24, 4);
    Rect first{};
    for (int i = 0; i < 5 && queue.fits(ui.px(35)); ++i) {
      Rect before = queue.row();
      if (i == 0) first = before;
      if (!running && i < 2)
        chip(ui, queue, i == 0 ? "G3" : "G2", StateColour::Runnable);
      else
        slot(ui, queue);
    }
    queue.skip(6);
    muted(ui, queue, running ? "0 of 256" : "2 of 256");
    return {first.x0 + ui.px(running ? 34.0F : 20.0F), first.y1 + ui.px(running ? 1.0F : 4.0F)};
  }

  static void idle_ms(Ui& ui, Rect rect) {
    Rect inside = card(ui, rect, {.name = "Ms card"});
    GroupScope group(ui, "Ms without P", rect);
    Flow flow(ui, inside, 20, 8);
    label(ui, flow, "Ms without P", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    flow.next_row(24, 4);
    muted(ui, flow, "idle");
    mono(ui, flow, "M1 M3");
    flow.skip(10);
    muted(ui, flow, "in a system call");
    chip(ui, flow, "G10", StateColour::Syscall);
    mono(ui, flow, "M4");
  }

  static void sysmon(Ui& ui, Rect rect) {
    Rect inside = card(ui, rect, {.name = "sysmon card"});
    GroupScope group(ui, "sysmon", rect);
    Flow flow(ui, inside, 20, 8);
    label(ui, flow, "sysmon · timers · netpoller",
          {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    flow.next_row(24, 4);
    if (rect.width() > ui.px(300)) muted(ui, flow, "preemption: none due");
    flow.skip(10);
    muted(ui, flow, "timer in");
    mono(ui, flow, "1.2 ms");
    chip(ui, flow, "G11", StateColour::Sleep);
  }

  static void parked(Ui& ui, Rect rect) {
    Rect inside = card(ui, rect, {.name = "parked card"});
    GroupScope group(ui, "parked", rect);
    Flow flow(ui, inside, 22, 10);
    label(ui, flow, "Parked", {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    muted(ui, flow, "by what they wait for");
    inside.cut_top(ui.px(30));
    Rect row = inside.cut_top(ui.px(74));
    float width = row.width() / 3;
    place(ui, row.cut_left(width), "receive on", "jobs", "· 0 of 4", {"G5", "G7"}, {});
    place(ui, row.cut_left(width), "send on", "results", "· unbuffered", {"G4", "G8"}, {"16", "25"});
    place(ui, row, "WaitGroup", "wg", "= 6", {"G1"}, {});
    callout(ui, inside,
            "Nobody receives from `results`. When G6 sends, all of them wait: this run will deadlock. [show "
            "the cycle](cycle:1)",
            Tone::Warning);
  }

  static void place(Ui& ui, Rect rect, std::string_view verb, std::string_view what, std::string_view rest,
                    std::vector<const char*> gs, std::vector<const char*> values) {
    IdScope id(ui, what);
    Flow flow(ui, rect, 22, 5);
    muted(ui, flow, verb);
    mono(ui, flow, what);
    muted(ui, flow, rest);
    flow.next_row(24, 4);
    Flow chips(ui, flow.row(), 24, 6);
    for (const char* g : gs) chip(ui, chips, g, StateColour::BlockedChan);
    flow.next_row(20, 2);
    Flow numbers(ui, flow.row(), 20, 22);
    for (const char* v : values)
      label(ui, numbers, v, {.font = FontRole::Code, .colour = ui.theme.text_muted});
  }
};

// ---- Right: callout, insets, a life, buttons ----

class InspectorPanel : public Panel {
 public:
  std::string_view id() const override { return "inspector"; }
  std::string title() const override { return "G4"; }
  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    ScrollArea scroll(ui, c.area, "inspector scroll");
    Rect area = scroll.content().shrunk(ui.px(14), ui.px(12));
    float top = area.y0;
    Rect head = area.cut_top(ui.px(34));
    chip(ui, head.cut_left(ui.px(48)), "G4", ui.theme.of(StateColour::BlockedChan),
         {.size = ChipSize::Large});
    head.cut_left(ui.px(10));
    draw_text(ui, head.cut_top(ui.px(17)), "worker(1)",
              {.font = FontRole::Strong, .colour = ui.theme.text_strong});
    draw_text(ui, head, "blocked: chan send · 3.1 ms",
              {.font = FontRole::Small, .colour = ui.theme.text_muted});
    area.cut_top(ui.px(12));
    callout(ui, area,
            "Why? It sends 16 on [`results`](chan:2) (made at line 14, unbuffered) and no goroutine "
            "receives. Only "
            "[G1](goroutine:1) ever could, and it waits for [`wg`](wg:1), which G4 holds up.");
    area.cut_top(ui.px(8));
    section(ui, area, "Stack", "· 2 KiB, 312 bytes used");
    Rect stack = inset(ui, area.cut_top(ui.px(78)), "stack");
    {
      GroupScope group(ui, "stack");
      for (auto [text, strong] : {std::pair{"main.worker worker_pool.go:9", true},
                                  {"  id = 1 · j = 4 · jobs = chan#1 · results = chan#2", false},
                                  {"created by main.main, worker_pool.go:19", false}})
        draw_text(ui, stack.cut_top(ui.px(20)), text,
                  {.font = FontRole::CodeSmall, .colour = strong ? ui.theme.text : ui.theme.text_muted});
    }
    area.cut_top(ui.px(8));
    section(ui, area, "Channel", "results · unbuffered · open");
    Rect queue = inset(ui, area.cut_top(ui.px(62)), "channel");
    {
      GroupScope group(ui, "channel");
      Flow flow(ui, queue, 22, 10);
      muted(ui, flow, "sendq");
      chip(ui, flow, "G4", StateColour::BlockedChan);
      mono(ui, flow, "16");
      chip(ui, flow, "G8", StateColour::BlockedChan);
      mono(ui, flow, "25");
      flow.next_row(22, 2);
      muted(ui, flow, "recvq");
      muted(ui, flow, "empty");
    }
    area.cut_top(ui.px(8));
    section(ui, area, "Life");
    Rect life = area.cut_top(ui.px(20));
    constexpr std::pair<StateColour, float> kSpans[] = {
        {StateColour::Runnable, 0.04F}, {StateColour::Running, 0.12F}, {StateColour::BlockedChan, 0.17F},
        {StateColour::Syscall, 0.1F},   {StateColour::Running, 0.1F},  {StateColour::BlockedLock, 0.17F},
        {StateColour::Sleep, 0.15F},    {StateColour::Runtime, 0.15F}};
    for (auto [state, share] : kSpans) {
      float w = life.width() * share;
      draw_bar(ui, Rect{life.x0, life.y0, life.x0 + w, life.y1}, state);
      life.x0 += w;
    }
    area.cut_top(ui.px(16));
    Flow buttons(ui, area, space::kControl, 10);
    button(ui, buttons, "when did it last run?");
    button(ui, buttons, "follow");
    button(ui, buttons, "run next");
    area.cut_top(ui.px(44));
    scroll.set_height(area.y0 - top + ui.px(24));
  }
};

// ---- Bottom: bars of every shape in lanes ----

class LanesPanel : public Panel {
 public:
  std::string_view id() const override { return "timeline"; }
  std::string title() const override { return "Timeline"; }
  std::string note() const override { return "event 412 · G6 runs on P0 · t = 1.118 ms (virtual)"; }
  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    Rect area = c.area;
    GroupScope group(ui, "lanes", Scrolls::Both);
    Rect ruler = area.cut_top(ui.px(26));
    float x0 = area.x0 + ui.px(118);
    float unit = (area.x1 - x0) / 15;
    for (int i = 0; i < 15; ++i) {
      float x = x0 + unit * static_cast<float>(i);
      vline(ui, x, ruler.y1, area.y1, mix(ui.theme.ground, ui.theme.border, 0.5F));
      draw_text(ui, Rect{x + ui.px(3), ruler.y0, x + unit, ruler.y1}, std::to_string(i * 100) + " µs",
                {.font = FontRole::CodeTiny, .colour = ui.theme.text_muted});
    }
    constexpr const char* kNames[] = {"running", "runnable", "chan", "lock", "syscall", "asleep", "runtime"};
    for (int s = 0; s < kStateColours; ++s) {
      Rect lane = area.cut_top(ui.px(21));
      draw_text(ui, Rect{lane.x0 + ui.px(14), lane.y0, lane.x0 + ui.px(44), lane.y1},
                "G" + std::to_string(s + 1),
                {.font = FontRole::CaptionStrong, .colour = ui.theme.text_strong});
      draw_text(ui, Rect{lane.x0 + ui.px(46), lane.y0, x0, lane.y1}, kNames[s],
                {.font = FontRole::Caption, .colour = ui.theme.text_muted});
      Rect bar = lane.shrunk(0, ui.px(2));
      for (int k = 0; k < 6; ++k) {
        StateColour state = static_cast<StateColour>((s + (k % 2 ? k : 0)) % kStateColours);
        float from = x0 + unit * static_cast<float>(2 * k);
        Rect span{from, bar.y0, from + unit * 1.96F, bar.y1};
        draw_bar(ui, span, state);
        if (state == StateColour::Running)
          draw_text(ui, span.shrunk(ui.px(5), 0), "worker",
                    {.font = FontRole::CodeTiny,
                     .colour = legible_on(ui.theme.of(state)),
                     .kind = LaidKind::Overlay});
      }
    }
    Rect folded = area.cut_top(ui.px(21)).shrunk(0, ui.px(2));
    draw_zigzag(ui, {x0, folded.y0, x0 + 3 * unit, folded.y1}, ui.theme.of(StateColour::Running));
    std::vector<MipColumn> columns;
    for (float x = x0 + 3.2F * unit; x < x0 + 8 * unit; x += 1)
      columns.push_back(
          {x,
           {0.3F + 0.3F * static_cast<float>((static_cast<int>(x) / 7) % 3) / 2, 0.2F, 0.1F, 0, 0, 0, 0.1F}});
    draw_mip(ui, folded, columns);
    draw_link(ui, {x0 + unit, ruler.y1 + ui.px(10)}, {x0 + 2 * unit, ruler.y1 + ui.px(73)},
              {.colour = ui.theme.of(StateColour::Runnable)});
    float playhead = x0 + 11.2F * unit;
    vline(ui, playhead, ruler.y0, area.y1, ui.theme.playhead);
    draw_triangle(ui, {playhead + 0.5F, ruler.y0 + ui.px(8)}, 6, ui.theme.playhead);
  }
};

// ---- Left: source ----

constexpr const char* kSource = R"(package main

import ("fmt"; "sync")

func worker(id int, jobs <-chan int,
	results chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		results <- square(j)
	}
}

func main() {
	jobs := make(chan int, 4)
	results := make(chan int)
	var wg sync.WaitGroup
	for w := 1; w <= 6; w++ {
		wg.Add(1)
		go worker(w, jobs, results, &wg)
	}
	for j := 1; j <= 12; j++ { jobs <- j }
	close(jobs)
	wg.Wait()
	close(results)
	fmt.Println("naïve")
})";

class SourcePanel : public Panel {
 public:
  SourcePanel() { view_.set_text(kSource); }
  std::string_view id() const override { return "source"; }
  std::string title() const override {
    return view_.buffer().unsaved() ? "worker_pool.go •" : "worker_pool.go";
  }
  std::string note() const override { return "go 1.19"; }
  void draw(PanelContext& c) override {
    const Theme& t = c.ui.theme;
    auto marker = [&](int line, const char* g, StateColour s) {
      return LineMarker{.line = line, .text = g, .fill = t.of(s), .action = {"goroutine", {int64_t{6}}}};
    };
    using enum StateColour;
    view_.set_markers({marker(8, "G5", BlockedChan), marker(8, "G7", BlockedChan), marker(9, "G6", Running),
                       marker(9, "G4", BlockedChan), marker(9, "+1", BlockedChan),
                       marker(23, "G1", BlockedLock)});
    view_.set_current_line(9);
    view_.set_breakpoints({19});
    view_.set_notes(
        {{.line = 15,
          .markdown = "data race on `results`: G2 writes here, G3 writes here, nothing orders them"}});
    view_.draw(c.ui, c.area);
  }
  CodeView view_;
};

// ---- Left, second tab: prose ----

constexpr const char* kProse = R"(# Unbuffered channels

A send on an *unbuffered* channel **waits** until somebody receives. [G4](goroutine:4) waits at [line 9](line:14).

1. Run the program with `GOMAXPROCS` = 1.
2. Who sends first? [Show me](step:next)
   - a nested point with a rather long text that has to be wrapped somewhere
   - another

> A hand-off copies the value straight to the receiver's stack.

```go
for j := range jobs {
	results <- square(j)
}
```

| operation | nil | closed |
| --- | --- | --- |
| send | blocks for ever | panics |
| receive | blocks for ever | zero value |

Signs: naïve 世界 → ∀x ∈ ℝ, Привет, 😀.
)";

class ProsePanel : public Panel {
 public:
  std::string_view id() const override { return "lesson"; }
  std::string title() const override { return "Lesson"; }
  std::string note() const override { return "go 1.19"; }
  void draw(PanelContext& c) override {
    ScrollArea scroll(c.ui, c.area, "lesson scroll");
    Rect area = scroll.content().shrunk(c.ui.px(16), c.ui.px(12));
    scroll.set_height(view_.height(c.ui, area.width()) + c.ui.px(24));
    view_.draw(c.ui, area);
  }

 private:
  RichTextView view_{kProse};
};

// ---- Centre, second tab: the other controls ----

class ControlsPanel : public Panel {
 public:
  std::string_view id() const override { return "controls"; }
  std::string title() const override { return "Controls"; }
  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    Flow flow(ui, c.area.shrunk(ui.px(16)), 30, 10);
    button(ui, flow, "plain");
    button(ui, flow, "Explore again", {.kind = ButtonKind::Primary});
    button(ui, flow, "quiet", {.kind = ButtonKind::Quiet});
    button(ui, flow, "disabled", {.availability = Availability::Disabled});
    toggle(ui, flow, "toggle", toggled_,
           {.tooltip = "a tooltip that says more than the word on the button does"});
    flow.next_row();
    constexpr Segment kWays[] = {{"random", {}}, {"pct", {}}, {"exhaustive", {}}};
    segmented(ui, flow, "strategy", kWays, way_);
    number_field(ui, flow, "number", {1, 64}, number_);
    text_field(ui, flow.take({ui.px(200), ui.px(28)}), "field", text_, "filter rows");
    flow.next_row();
    for (int s = 0; s < kStateColours; ++s)
      chip(ui, flow, "G" + std::to_string(s), static_cast<StateColour>(s), {.selected = s == 2});
    flow.next_row();
    for (const char* k : {"Space", "Ctrl+Shift+P", "Left", "?"}) key_hint(ui, flow, k);
    link(ui, flow, "what would order them?", "why:3");
  }
  bool toggled_ = false;
  int way_ = 2;
  int64_t number_ = 2;
  std::string text_;
};

class Client : public ShellClient, public ScriptHost {
 public:
  explicit Client(Shell& shell) : shell_(shell) {
    for (const char* id : {"goroutine", "breakpoint", "cycle", "time.step_back", "line", "step", "speed",
                           "time.step", "run.toggle", "driver", "procs"})
      shell.actions().on(id, [this](const Action& a) {
        last_ = to_string(a);
        if (a.id == "speed") bar_.events_per_second = a.text(0) == "real" ? 1.0 / 0.0 : a.number(0);
        if (a.id == "run.toggle") bar_.running = !bar_.running;
        if (a.id == "driver") bar_.controlled = a.text(0) == "controlled";
        if (a.id == "procs") bar_.procs = a.integer(0);
      });
    bar_.title = "Worker pool";
    bar_.breadcrumb = "Channels · step 3 of 7";
    bar_.seed = 7;
  }
  void prepare(double, TopBarState& bar) override { bar = bar_; }
  std::vector<PaletteItem> find(std::string_view query) override {
    std::vector<PaletteItem> out;
    for (int64_t g = 1; g < 12; ++g)
      if (fuzzy_score(query, "G" + std::to_string(g) + " worker") >= 0)
        out.push_back({"G" + std::to_string(g) + " worker", "runnable", {"goroutine", {g}}});
    return out;
  }
  Result<void> open(const std::string& what) override {
    return Error{"the gallery opens nothing, not even " + what};
  }
  std::optional<std::string> model(std::string_view key) const override {
    if (key == "last") return last_;
    if (key == "running") return bar_.running ? "1" : "0";
    if (key == "speed") return std::to_string(bar_.events_per_second);
    if (key == "source") return edited->view_.buffer().text();
    if (key == "selected") return edited->view_.buffer().text_in(edited->view_.buffer().selection());
    if (key == "theme") return std::string(theme_title(shell_.settings().theme));
    if (key == "frames") return std::to_string(shell_.frames());
    return std::nullopt;
  }
  bool idle() const override { return true; }
  SourcePanel* edited = nullptr;

 private:
  Shell& shell_;
  TopBarState bar_;
  std::string last_ = "none";
};

int run(int argc, char** argv) {
  bool scripted = argc > 1;
  ShellOptions options;
  options.settings_file.clear();
  if (scripted) options.window.input = WindowOptions::Input::Script;
  auto shell = Shell::open(options);
  if (!shell) {
    std::fprintf(stderr, "%s\n", shell.error().c_str());
    return 1;
  }
  Shell& s = *shell.value();
  Client client(s);
  auto source = std::make_unique<SourcePanel>();
  client.edited = source.get();
  s.workspace().add(Area::Left, std::move(source));
  s.workspace().add(Area::Left, std::make_unique<ProsePanel>());
  s.workspace().add(Area::Centre, std::make_unique<BoardPanel>());
  s.workspace().add(Area::Centre, std::make_unique<ControlsPanel>());
  s.workspace().add(Area::Right, std::make_unique<InspectorPanel>());
  s.workspace().add(Area::Bottom, std::make_unique<LanesPanel>());
  s.set_client(&client);
  if (!scripted) {
    s.run();
    std::printf("%llu frames\n", static_cast<unsigned long long>(s.frames()));
    return 0;
  }
  auto script = load_script(argv[1]);
  Result<void> done = script ? s.run_script(script.value(), client, argc > 2 ? argv[2] : ".")
                             : Result<void>(Error{script.error()});
  if (!done) std::fprintf(stderr, "%s\n", done.error().c_str());
  return done ? 0 : 1;
}

}  // namespace
}  // namespace gopherarium

int main(int argc, char** argv) { return gopherarium::run(argc, argv); }
