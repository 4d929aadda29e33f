#pragma once
// Markdown (md4c: CommonMark and tables) as blocks of spans, and their layout for a width. Pure: measuring is
// a callback, so wrapping is tested without fonts. Links are actions as text: "goroutine:7", "line:14",
// "step:next".

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/geometry.h"
#include "app/widgets/source_colours.h"
#include "app/widgets/theme.h"

namespace gopherarium {

struct RichSpan {
  std::string text;  // '\n' is a hard break
  bool bold = false, italic = false, code = false;
  std::string link;
};

enum class RichKind : uint8_t { Paragraph, Heading, Code, Table, Rule };

struct RichBlock {
  RichKind kind = RichKind::Paragraph;
  int level = 0;       // of a heading, 1..6
  int indent = 0;      // how many lists it is in
  int quote = 0;       // how many quotes it is in
  std::string marker;  // "•", "2." on the first block of a list item
  std::vector<RichSpan> spans;
  std::string code, language;
  std::vector<std::vector<std::vector<RichSpan>>>
      rows;  // of a table: rows of cells of spans, the first is the head
};

std::vector<RichBlock> parse_markdown(std::string_view markdown);
// Markdown that shows this text as it is: types have stars, names underscores.
std::string plain_markdown(std::string_view text);
// The words without marks, for tests and search.
std::string plain_text(const std::vector<RichBlock>& blocks);

struct RichRun {
  Rect rect;  // relative to the layout's top left; words are centred vertically in it
  std::string text;
  FontRole font = FontRole::Body;
  enum class Ink : uint8_t { Text, Strong, Muted, Link, Syntax } ink = Ink::Text;
  SyntaxColour syntax = SyntaxColour::Plain;
  std::string link;
};

struct RichShape {
  enum class Kind : uint8_t { CodeBox, QuoteBar, Line } kind;
  Rect rect;
};

struct RichLayout {
  std::vector<RichRun> runs;
  std::vector<RichShape> shapes;
  float height = 0;
};

struct RichMetrics {
  std::function<float(FontRole, std::string_view)> width = {};
  float scale = 1;
  Colouriser colourise = {};
};

RichLayout lay_out(const std::vector<RichBlock>& blocks, float width, const RichMetrics& metrics);

}  // namespace gopherarium
