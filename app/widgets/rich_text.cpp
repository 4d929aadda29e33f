#include "app/widgets/rich_text.h"

#include <fmt/format.h>
#include <md4c.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gopherarium {
namespace {

constexpr float kLineHeight = 21;
constexpr float kCodeLineHeight = 19;
constexpr float kIndent = 22;

// ---- Markdown to blocks ----

struct Builder {
  std::vector<RichBlock> blocks;
  struct List {
    bool ordered;
    unsigned next;
  };
  std::vector<List> lists;
  std::string pending_marker;
  int quote = 0;
  int bold = 0, italic = 0, code = 0;
  std::string link;
  bool leaf_open = false;
  bool in_table = false;

  RichBlock& open(RichKind kind) {
    RichBlock b;
    b.kind = kind;
    b.indent = static_cast<int>(lists.size());
    b.quote = quote;
    b.marker = std::exchange(pending_marker, {});
    blocks.push_back(std::move(b));
    leaf_open = true;
    return blocks.back();
  }

  std::vector<RichSpan>& spans() {
    if (in_table) return blocks.back().rows.back().back();
    // The items of a tight list hold words without a paragraph round them.
    if (!leaf_open) open(RichKind::Paragraph);
    return blocks.back().spans;
  }

  void words(std::string_view text) {
    if (leaf_open && !blocks.empty() && blocks.back().kind == RichKind::Code) {
      blocks.back().code += text;
      return;
    }
    RichSpan span{std::string(text), bold > 0, italic > 0, code > 0, link};
    std::vector<RichSpan>& to = spans();
    if (!to.empty()) {
      RichSpan& last = to.back();
      if (last.bold == span.bold && last.italic == span.italic && last.code == span.code &&
          last.link == span.link) {
        last.text += span.text;
        return;
      }
    }
    to.push_back(std::move(span));
  }
};

std::string attribute(const MD_ATTRIBUTE& a) { return std::string(a.text ? a.text : "", a.size); }

int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
  Builder& b = *static_cast<Builder*>(user);
  switch (type) {
    case MD_BLOCK_QUOTE:
      ++b.quote;
      b.leaf_open = false;
      break;
    case MD_BLOCK_UL:
      b.lists.push_back({false, 0});
      b.leaf_open = false;
      break;
    case MD_BLOCK_OL:
      b.lists.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
      b.leaf_open = false;
      break;
    case MD_BLOCK_LI:
      b.pending_marker = b.lists.back().ordered ? fmt::format("{}.", b.lists.back().next++) : "•";
      b.leaf_open = false;
      break;
    case MD_BLOCK_H:
      b.open(RichKind::Heading).level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_P: b.open(RichKind::Paragraph); break;
    case MD_BLOCK_HR:
      b.open(RichKind::Rule);
      b.leaf_open = false;
      break;
    case MD_BLOCK_CODE:
      b.open(RichKind::Code).language = attribute(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
      break;
    case MD_BLOCK_TABLE:
      b.open(RichKind::Table);
      b.in_table = true;
      break;
    case MD_BLOCK_TR: b.blocks.back().rows.emplace_back(); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: b.blocks.back().rows.back().emplace_back(); break;
    default: break;
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* user) {
  Builder& b = *static_cast<Builder*>(user);
  switch (type) {
    case MD_BLOCK_QUOTE:
      --b.quote;
      b.leaf_open = false;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      b.lists.pop_back();
      b.leaf_open = false;
      break;
    case MD_BLOCK_CODE:
      while (b.blocks.back().code.ends_with('\n')) b.blocks.back().code.pop_back();
      b.leaf_open = false;
      break;
    case MD_BLOCK_TABLE:
      b.in_table = false;
      b.leaf_open = false;
      break;
    case MD_BLOCK_LI:
    case MD_BLOCK_H:
    case MD_BLOCK_P: b.leaf_open = false; break;
    default: break;
  }
  return 0;
}

int span_change(MD_SPANTYPE type, void* detail, Builder& b, int by) {
  if (type == MD_SPAN_STRONG) b.bold += by;
  if (type == MD_SPAN_EM) b.italic += by;
  if (type == MD_SPAN_CODE) b.code += by;
  if (type == MD_SPAN_A)
    b.link = by > 0 ? attribute(static_cast<MD_SPAN_A_DETAIL*>(detail)->href) : std::string();
  return 0;
}
int enter_span(MD_SPANTYPE type, void* detail, void* user) {
  return span_change(type, detail, *static_cast<Builder*>(user), 1);
}
int leave_span(MD_SPANTYPE type, void* detail, void* user) {
  return span_change(type, detail, *static_cast<Builder*>(user), -1);
}

std::string_view entity(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00a0"}, {"&apos;", "'"}};
  for (auto [from, to] : kEntities)
    if (from == name) return to;
  return name;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
  Builder& b = *static_cast<Builder*>(user);
  std::string_view s(text, size);
  switch (type) {
    case MD_TEXT_NULLCHAR: b.words("\ufffd"); break;
    case MD_TEXT_BR: b.words("\n"); break;
    case MD_TEXT_SOFTBR: b.words(" "); break;
    case MD_TEXT_ENTITY: b.words(entity(s)); break;
    default: b.words(s);
  }
  return 0;
}

// ---- Blocks to places ----

class Layouter {
 public:
  Layouter(float width, const RichMetrics& m) : width_(width), m_(m) {}

  RichLayout run(const std::vector<RichBlock>& blocks) {
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (i > 0) y_ += gap(blocks[i - 1], blocks[i]);
      place(blocks[i]);
    }
    out_.height = y_;
    return std::move(out_);
  }

 private:
  float px(float v) const { return std::round(v * m_.scale); }

  float gap(const RichBlock& before, const RichBlock& b) const {
    if (b.kind == RichKind::Heading) return px(14);
    bool same_list = !b.marker.empty() && before.indent > 0 && b.indent > 0;
    return px(same_list ? 4 : 9);
  }

  void place(const RichBlock& b) {
    float x = px(kIndent) * static_cast<float>(b.indent) + px(14) * static_cast<float>(b.quote);
    float top = y_;
    if (!b.marker.empty()) {
      float w = std::ceil(m_.width(FontRole::Body, b.marker));
      out_.runs.push_back({{x - w - px(7), y_, x - px(7), y_ + px(kLineHeight)},
                           b.marker,
                           FontRole::Body,
                           RichRun::Ink::Muted,
                           {},
                           {}});
    }
    switch (b.kind) {
      case RichKind::Paragraph: flow(b.spans, x, width_, FontRole::Body, px(kLineHeight)); break;
      case RichKind::Heading:
        flow(b.spans, x, width_,
             b.level == 1   ? FontRole::Heading
             : b.level == 2 ? FontRole::Title
                            : FontRole::Strong,
             px(b.level == 1 ? 28.0F : 23.0F));
        break;
      case RichKind::Code: code(b, x); break;
      case RichKind::Table: table(b, x); break;
      case RichKind::Rule:
        out_.shapes.push_back({RichShape::Kind::Line, {x, y_ + px(4), width_, y_ + px(5)}});
        y_ += px(9);
        break;
    }
    for (int q = 0; q < b.quote; ++q) {
      float bar = px(14) * static_cast<float>(q);
      out_.shapes.push_back({RichShape::Kind::QuoteBar, {bar, top, bar + px(3), y_}});
    }
  }

  FontRole font_of(const RichSpan& s, FontRole base) const {
    if (base != FontRole::Body) return base;
    if (s.code) return s.bold ? FontRole::CodeStrong : FontRole::Code;
    if (s.bold) return FontRole::Strong;
    return s.italic ? FontRole::Italic : base;
  }

  // Words of spans from x to right, wrapped at spaces. y_ ends below the last line.
  void flow(const std::vector<RichSpan>& spans, float left, float right, FontRole base, float line_height) {
    float x = left;
    bool line_empty = true;
    auto new_line = [&] {
      x = left;
      y_ += line_height;
      line_empty = true;
    };
    for (const RichSpan& s : spans) {
      FontRole font = font_of(s, base);
      float space_width = m_.width(font, " ");
      for (size_t at = 0; at < s.text.size();) {
        if (s.text[at] == '\n') {
          new_line();
          ++at;
          continue;
        }
        if (s.text[at] == ' ') {
          if (!line_empty) x += space_width;
          ++at;
          continue;
        }
        size_t end = std::min(s.text.find_first_of(" \n", at), s.text.size());
        std::string_view word = std::string_view(s.text).substr(at, end - at);
        float w = m_.width(font, word);
        if (x + w > right && !line_empty && !glued(spans, s, at)) new_line();
        while (w > right - left && word.size() > 1)
          word = word.substr(0, cut_to_fit(word, font, right - left)), w = m_.width(font, word);
        add(s, font, word, {x, y_, x + w, y_ + line_height}, base);
        x += w;
        line_empty = false;
        at += word.size();
        if (at < end) new_line();
      }
    }
    y_ += line_height;
  }

  // Whether the word at the start of s follows the span before without a space: a comma after code must not
  // start a line.
  bool glued(const std::vector<RichSpan>& spans, const RichSpan& s, size_t at) const {
    if (at != 0 || &s == spans.data()) return false;
    const std::string& before = (&s - 1)->text;
    return !before.empty() && before.back() != ' ' && before.back() != '\n' && s.text.size() - at <= 2;
  }

  size_t cut_to_fit(std::string_view word, FontRole font, float width) const {
    size_t n = word.size() - 1;
    while (n > 1 && (m_.width(font, word.substr(0, n)) > width || (word[n] & 0xc0) == 0x80)) --n;
    return n;
  }

  void add(const RichSpan& s, FontRole font, std::string_view word, Rect rect, FontRole base) {
    RichRun::Ink ink = !s.link.empty()                    ? RichRun::Ink::Link
                       : base != FontRole::Body || s.bold ? RichRun::Ink::Strong
                                                          : RichRun::Ink::Text;
    if (!out_.runs.empty()) {
      // Words that follow each other in one style are one run: fewer things to draw, click and find.
      RichRun& last = out_.runs.back();
      float space_width = m_.width(font, " ");
      bool follows = last.font == font && last.link == s.link && last.ink == ink && last.rect.y0 == rect.y0 &&
                     std::abs(last.rect.x1 + space_width - rect.x0) < 0.5F;
      if (follows) {
        last.text += ' ';
        last.text += word;
        last.rect.x1 = rect.x1;
        return;
      }
    }
    out_.runs.push_back({rect, std::string(word), font, ink, {}, s.link});
  }

  void code(const RichBlock& b, float x) {
    float pad = px(10);
    float top = y_;
    size_t shape = out_.shapes.size();
    out_.shapes.push_back({RichShape::Kind::CodeBox, {}});
    y_ += pad - px(2);
    bool go = b.language.empty() || b.language == "go";
    std::vector<ColouredSpan> colours =
        go && m_.colourise ? m_.colourise(b.code) : std::vector<ColouredSpan>{};
    size_t begin = 0;
    size_t next = 0;
    for (;;) {
      size_t end = std::min(b.code.find('\n', begin), b.code.size());
      code_line(b.code, begin, end, x + pad, colours, next);
      y_ += px(kCodeLineHeight);
      if (end == b.code.size()) break;
      begin = end + 1;
    }
    y_ += pad - px(2);
    out_.shapes[shape].rect = {x, top, width_, y_};
  }

  void code_line(std::string_view code, size_t begin, size_t end, float x,
                 const std::vector<ColouredSpan>& colours, size_t& next) {
    float cell = m_.width(FontRole::Code, "0");
    int column = 0;
    for (size_t at = begin; at < end;) {
      while (next < colours.size() && colours[next].end <= at) ++next;
      bool inside = next < colours.size() && colours[next].begin <= at;
      size_t stop = inside ? colours[next].end : next < colours.size() ? colours[next].begin : end;
      stop = std::min(stop, end);
      std::string text;
      for (char c : code.substr(at, stop - at)) {
        if (c == '\t')
          text.append(4 - (static_cast<size_t>(column) + text.size()) % 4, ' ');
        else
          text += c;
      }
      float w = m_.width(FontRole::Code, text);
      float x0 = x + cell * static_cast<float>(column);
      if (text.find_first_not_of(' ') != std::string::npos)
        out_.runs.push_back({{x0, y_, x0 + w, y_ + px(kCodeLineHeight)},
                             text,
                             FontRole::Code,
                             RichRun::Ink::Syntax,
                             inside ? colours[next].colour : SyntaxColour::Plain,
                             {}});
      column += static_cast<int>(std::lround(w / std::max(1.0F, cell)));
      at = stop;
    }
  }

  void table(const RichBlock& b, float x) {
    size_t columns = 0;
    for (const auto& row : b.rows) columns = std::max(columns, row.size());
    if (columns == 0) return;
    std::vector<float> wanted(columns, px(30));
    for (const auto& row : b.rows)
      for (size_t c = 0; c < row.size(); ++c) wanted[c] = std::max(wanted[c], natural_width(row[c]) + px(18));
    float sum = 0;
    for (float w : wanted) sum += w;
    float room = width_ - x;
    if (sum > room)
      for (float& w : wanted) w = std::floor(w * room / sum);
    for (size_t r = 0; r < b.rows.size(); ++r) {
      float top = y_ + px(3);
      float bottom = top + px(kLineHeight);
      float cell_x = x;
      for (size_t c = 0; c < b.rows[r].size(); ++c) {
        y_ = top;
        flow(b.rows[r][c], cell_x, cell_x + wanted[c] - px(14), r == 0 ? FontRole::Strong : FontRole::Body,
             px(kLineHeight));
        bottom = std::max(bottom, y_);
        cell_x += wanted[c];
      }
      y_ = bottom + px(3);
      out_.shapes.push_back({RichShape::Kind::Line, {x, y_, std::min(width_, cell_x), y_ + 1}});
    }
  }

  float natural_width(const std::vector<RichSpan>& spans) const {
    float w = 0;
    for (const RichSpan& s : spans) w += m_.width(font_of(s, FontRole::Body), s.text);
    return w;
  }

  float width_;
  const RichMetrics& m_;
  float y_ = 0;
  RichLayout out_;
};

}  // namespace

std::vector<RichBlock> parse_markdown(std::string_view markdown) {
  Builder builder;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = add_text;
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &builder);
  return std::move(builder.blocks);
}

std::string plain_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#&!|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string plain_text(const std::vector<RichBlock>& blocks) {
  std::string out;
  auto add = [&](const std::vector<RichSpan>& spans) {
    for (const RichSpan& s : spans) out += s.text;
  };
  for (const RichBlock& b : blocks) {
    if (!out.empty()) out += '\n';
    add(b.spans);
    out += b.code;
    for (const auto& row : b.rows)
      for (const auto& cell : row) {
        add(cell);
        out += '\t';
      }
  }
  return out;
}

RichLayout lay_out(const std::vector<RichBlock>& blocks, float width, const RichMetrics& metrics) {
  return Layouter(width, metrics).run(blocks);
}

}  // namespace gopherarium
