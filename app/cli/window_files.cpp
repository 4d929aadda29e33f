// AppWindow: opening, saving, drafts, and what another program did to the file.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/cli/window.h"

namespace gopherarium {

void AppWindow::handle_file_actions() {
  ActionRegistry& on = shell_->actions();
  on.on("file.save", [this](const Action&) { save(); });
  on.on("file.save_as", [this](const Action& a) {
    if (a.args.empty()) return ask_where_to_save();
    const auto saved = document_.save_as(a.text(0));
    shell_->notify(saved ? fmt::format("saved {}", a.text(0)) : saved.error());
  });
  on.on("file.revert", [this](const Action&) {
    document_.revert();
    shell_->notify("this is the saved text; Ctrl+Z in the source brings yours back");
  });
  on.on("file.drafts", [this](const Action&) { browse_drafts(); });
  on.on("file.draft", [this](const Action& a) {
    if (a.text(0).starts_with("/")) return open_asked(a.text(0));
    guide_.close();
    document_.begin_program(a.text(0));
    shell_->workspace().choose("scheduler");
  });
  on.on("file.open", [this](const Action& a) {
    if (a.args.empty()) return browse("");
    open_asked(a.text(0));
  });
  on.on("file.browse", [this](const Action& a) { browse(a.text(0)); });
  on.on("file.new", [this](const Action&) {
    say_what_was_kept();
    guide_.close();
    document_.begin_program();
    shell_->workspace().choose("scheduler");
  });
  on.on("gallery", [this](const Action&) { show_gallery(); });
}

// Said before another program takes this one's place: its text is not lost.
void AppWindow::say_what_was_kept() {
  if (!document_.unsaved()) return;
  shell_->notify(document_.path().empty() ? "what you typed is kept: Unsaved programs (F1) has it"
                                          : fmt::format("what you changed in {} is kept: it is there when you open it again", document_.path()));
}

// A lesson's own program is not written over: what was made of it goes into another file.
void AppWindow::save() {
  if (guide_.is_open() || document_.path().empty()) return ask_where_to_save();
  const auto saved = document_.save();
  shell_->notify(saved ? fmt::format("saved {}", document_.path()) : saved.error());
}

void AppWindow::ask_where_to_save() {
  namespace fs = std::filesystem;
  const auto source = [](std::string_view query) {
    std::vector<PaletteItem> items;
    const fs::path typed{std::string(query)};
    std::error_code none;
    const bool there = fs::is_regular_file(typed, none);
    if (query.ends_with(".go")) items.push_back({std::string(query), there ? "replaces this file" : "a new file", {"file.save_as", {std::string(query)}}});
    return items;
  };
  const std::string name = guide_.is_open() ? fs::path(guide_.lesson().folder).filename().string() + ".go" : "main.go";
  std::error_code none;
  const fs::path folder = fs::current_path(none);
  shell_->open_palette("The path of a .go file", source, (folder / name).string());
}

void AppWindow::browse_drafts() {
  shell_->open_palette("Programs with unsaved text", [this](std::string_view query) {
    std::vector<PaletteItem> items;
    for (const Draft& draft : document_.drafts().all()) {
      if (fuzzy_score(query, draft.program) < 0) continue;
      items.push_back({draft.program, fmt::format("{} lines", std::count(draft.text.begin(), draft.text.end(), '\n')), {"file.draft", {draft.program}}});
    }
    return items;
  });
}

// While a lesson's question is open, vet keeps its answer to itself.
bool AppWindow::wants_check() const {
  const bool untouched = document_.recording().end() == 0 && !document_.unsaved();
  return !document_.from_file() && !(guide_.is_open() && untouched);
}

// A second after the last change of it, text is on the disk.
void AppWindow::keep_drafts(double now) {
  if (!document_.has_drafts_to_keep()) return;
  constexpr double kEvery = 1;
  if (now - kept_when_ < kEvery) return shell_->ui().redraw_after(kEvery);
  kept_when_ = now;
  document_.keep_drafts();
}

void AppWindow::open_asked(const std::string& what) {
  say_what_was_kept();
  if (const auto opened = open(what); !opened) shell_->notify(opened.error());
}

// What can be opened from where the typed path leads: folders to go on into, Go files, recordings.
void AppWindow::browse(const std::string& from) {
  namespace fs = std::filesystem;
  const auto source = [](std::string_view query) {
    constexpr size_t kMost = 100;
    std::vector<PaletteItem> items;
    const fs::path typed{std::string(query)};
    std::error_code none;
    if (!query.empty() && fs::is_regular_file(typed, none)) items.push_back({std::string(query), "open", {"file.open", {std::string(query)}}});
    const fs::path folder = query.ends_with("/") ? typed : typed.parent_path();
    const std::string start = query.ends_with("/") ? "" : typed.filename().string();
    std::vector<PaletteItem> folders, files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, none)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(start) || (name.starts_with(".") && !start.starts_with("."))) continue;
      const std::string path = (folder / name).string();
      if (entry.is_directory(none)) {
        folders.push_back({name + "/", "", {"file.browse", {path + "/"}}});
      } else if (name.ends_with(".go") || name.ends_with(".rec") || name.ends_with(".gopherarium")) {
        files.push_back({name, name.ends_with(".go") ? "Go" : "recording", {"file.open", {path}}});
      }
    }
    for (auto* list : {&files, &folders}) {
      std::sort(list->begin(), list->end(), [](const PaletteItem& a, const PaletteItem& b) { return a.title < b.title; });
      for (PaletteItem& item : *list) {
        if (items.size() < kMost) items.push_back(std::move(item));
      }
    }
    return items;
  };
  shell_->open_palette("A .go file, a recording, or a folder to look into", source, from);
}

// Another editor wrote the file: it is read again, unless that would lose what was changed here.
void AppWindow::look_at_disk() {
  if (document_.look_at_disk() == Document::OnDisk::Same) return;
  if (document_.unsaved()) return shell_->notify("the file was changed on disk, and here too: Ctrl+S keeps yours, opening it again takes the other");
  const auto read = document_.reload();
  shell_->notify(read ? "read again: another program changed the file" : read.error());
}

}  // namespace gopherarium
