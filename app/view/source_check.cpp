#include "app/view/source_check.h"

#include <charconv>
#include <string_view>

#include "runtime/vet/vet.h"

namespace gopherarium {
namespace {

// "./main.go:7:2: text" becomes line 7 of that file; all else stands without a place.
Problem parse_problem(std::string_view message, const std::vector<SourceText>& sources) {
  for (const SourceText& source : sources) {
    std::string_view file = source.name;
    // Where a package is missing, the go command leaves "./" out.
    if (file.starts_with("./") && !message.starts_with("./")) file.remove_prefix(2);
    if (!message.starts_with(file) || message.size() <= file.size() || message[file.size()] != ':') continue;
    std::string_view rest = message.substr(file.size() + 1);
    Problem problem{source.name, 0, std::string(message)};
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), problem.line);
    if (error != std::errc{}) continue;
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    if (const size_t text = rest.find(": "); text != std::string_view::npos) problem.text = rest.substr(text + 2);
    return problem;
  }
  return {"", 0, std::string(message)};
}

// vet names the program's package as go does; beside the source it says nothing.
std::string without_package(std::string text) {
  constexpr std::string_view kPackage = "command-line-arguments.";
  for (size_t at; (at = text.find(kPackage)) != std::string::npos;) text.erase(at, kPackage.size());
  return text;
}

}  // namespace

Findings findings_of(const Compilation& compiled, const std::vector<SourceText>& sources) {
  Findings found;
  if (compiled.program() == nullptr) {
    const std::string all = compiled.error_text();
    for (std::string_view text = all; !text.empty();) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      if (!line.empty() && !line.starts_with("# ")) found.problems.push_back(parse_problem(line, sources));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
  }
  found.go_minor = compiled.program()->go_minor;
  for (const VetFinding& finding : vet(*compiled.package(), compiled.checker(), compiled.files())) {
    const SourceFile* file = compiled.files().file(finding.pos);
    if (file == nullptr) continue;
    found.warnings.push_back({std::string(file->name()), static_cast<int>(compiled.files().line(finding.pos)),
                              without_package(finding.message), std::string(analyzer(finding.analyzer).lesson)});
  }
  return found;
}

SourceCheck::~SourceCheck() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  asked_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void SourceCheck::ask(std::vector<SourceText> sources, FrontendOptions options, uint64_t ticket) {
  {
    const std::lock_guard lock(mutex_);
    question_ = Question{std::move(sources), options, ticket};
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  asked_.notify_one();
}

std::optional<SourceCheck::Answer> SourceCheck::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(answer_, std::nullopt);
}

void SourceCheck::work() {
  for (;;) {
    Question now;
    {
      std::unique_lock lock(mutex_);
      asked_.wait(lock, [this] { return ends_ || question_; });
      if (ends_) return;
      now = *std::exchange(question_, std::nullopt);
    }
    const Compilation compiled(now.sources, now.options);
    Answer answer{now.ticket, findings_of(compiled, now.sources)};
    {
      const std::lock_guard lock(mutex_);
      answer_ = std::move(answer);
    }
    wake_();
  }
}

}  // namespace gopherarium
