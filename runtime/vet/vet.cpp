#include "runtime/vet/vet.h"

#include <algorithm>
#include <tuple>

#include "runtime/vet/pass.h"

namespace gopherarium {
namespace {

constexpr Analyzer kAnalyzers[] = {
#define ANALYZER(id, function, name, lesson, sentence) {AnalyzerId::id, name, lesson, sentence},
#include "runtime/vet/analyzers.def"
};

}  // namespace

std::span<const Analyzer> analyzers() { return kAnalyzers; }
const Analyzer& analyzer(AnalyzerId id) { return kAnalyzers[static_cast<size_t>(id)]; }

std::vector<VetFinding> vet(Package& package, const Checker& checker, const FileSet& files) {
  Pass pass(package, checker, files);
#define ANALYZER(id, function, name, lesson, sentence) pass.run(AnalyzerId::id, function);
#include "runtime/vet/analyzers.def"
  std::vector<VetFinding> findings = std::move(pass.findings());
  const auto key = [](const VetFinding& f) { return std::tie(f.pos, f.analyzer, f.message); };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const VetFinding& a, const VetFinding& b) { return key(a) < key(b); });
  // Constants that repeat the line above share its nodes, and are met once for each name.
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [&](const VetFinding& a, const VetFinding& b) { return key(a) == key(b); }),
                 findings.end());
  return findings;
}

}  // namespace gopherarium
