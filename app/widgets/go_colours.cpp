#include "app/widgets/go_colours.h"

#include "runtime/syntax/scanner.h"

namespace gopherarium {
namespace {

SyntaxColour colour_of(ColourClass c) {
  switch (c) {
    case ColourClass::Keyword: return SyntaxColour::Keyword;
    case ColourClass::PredeclaredType: return SyntaxColour::Type;
    case ColourClass::PredeclaredFunc: return SyntaxColour::Builtin;
    case ColourClass::PredeclaredValue:
    case ColourClass::Number: return SyntaxColour::Number;
    case ColourClass::String:
    case ColourClass::Rune: return SyntaxColour::String;
    case ColourClass::Comment: return SyntaxColour::Comment;
    case ColourClass::Operator: return SyntaxColour::Operator;
    case ColourClass::Name: break;
  }
  return SyntaxColour::Plain;
}

}  // namespace

std::vector<ColouredSpan> colour_go(std::string_view source) {
  std::vector<ColouredSpan> spans;
  for (const ColourSpan& s : tokenize_for_colours(source))
    spans.push_back({s.offset, s.offset + s.length, colour_of(s.colour)});
  return spans;
}

}  // namespace gopherarium
