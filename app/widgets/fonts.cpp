#include "app/widgets/fonts.h"

#include <imgui/imgui_freetype.h>

#include <cmath>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/widgets/embedded_fonts.h"
#include "app/widgets/utf8.h"

namespace gopherarium {
namespace {

// Signs of our own texts beyond Latin-1. Everything else is brought when a text has it.
constexpr std::string_view kOwnSigns = "–—‘’“”•…←↑→↓↔⇒▶◀■●○×µ≤≥≠≈∞✓✗−·⌘␣€";

// Wide coverage, in this order; any of them may be missing. CJK comes last, as its Latin is unlike ours.
constexpr const char* kFallbackFiles[] = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansSymbols2-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
};

constexpr float kFallbackLinePerEm = 1.164F;  // DejaVu's

std::vector<ImWchar> ranges_of(const std::set<uint32_t>& extra) {
  std::vector<ImWchar> ranges{0x20, 0x7e, 0xa0, 0x17f};
  auto add = [&](uint32_t c) {
    if (c > 0x17f && c <= 0xffff)
      ranges.insert(ranges.end(), {static_cast<ImWchar>(c), static_cast<ImWchar>(c)});
  };
  for (size_t at = 0; at < kOwnSigns.size();) add(next_code_point(kOwnSigns, at));
  for (uint32_t c : extra) add(c);
  ranges.push_back(0);
  return ranges;
}

// The atlas counts a size from ascender to descender, type is measured in ems; these are the faces' own
// figures.
float line_per_em(FontFace face) {
  return face == FontFace::Mono || face == FontFace::MonoBold ? 1.32F : 1.2102F;
}

}  // namespace

void Fonts::build(Ui& ui, float scale) {
  scale_ = scale;
  ui.scale = scale;
  ui.glyphs = &demand_;
  rebuild(ui);
}

bool Fonts::update(Ui& ui) {
  if (demand_.wanted.empty()) return false;
  std::set<uint32_t> asked = std::exchange(demand_.wanted, {});
  extra_.insert(asked.begin(), asked.end());
  rebuild(ui);
  for (uint32_t c : asked)
    if (!ui.font(FontRole::Body)->FindGlyphNoFallback(static_cast<ImWchar>(c)) &&
        !ui.font(FontRole::Code)->FindGlyphNoFallback(static_cast<ImWchar>(c)))
      demand_.unavailable.insert(c);
  return true;
}

void Fonts::rebuild(Ui& ui) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->Clear();
  atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  atlas->TexGlyphPadding = 1;
  // The atlas borrows the ranges until it is built.
  std::vector<ImWchar> ranges = ranges_of(extra_);
  std::vector<ImWchar> extra{};
  for (uint32_t c : extra_) extra.insert(extra.end(), {static_cast<ImWchar>(c), static_cast<ImWchar>(c)});
  for (size_t at = 0; at < kOwnSigns.size();) {
    ImWchar c = static_cast<ImWchar>(next_code_point(kOwnSigns, at));
    extra.insert(extra.end(), {c, c});
  }
  extra.push_back(0);
  for (int i = 0; i < kFontRoles; ++i) {
    FontSpec spec = font_spec(static_cast<FontRole>(i));
    float size = std::round(spec.size * scale_ * line_per_em(spec.face) * 4) / 4;
    std::span<const std::byte> bytes = embedded_font(spec.face);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.PixelSnapH = false;
    config.OversampleH = config.OversampleV = 1;
    config.GlyphRanges = ranges.data();
    ui.fonts[static_cast<size_t>(i)] = atlas->AddFontFromMemoryTTF(
        const_cast<std::byte*>(bytes.data()), static_cast<int>(bytes.size()), size, &config);
    ImFontConfig more = config;
    more.FontDataOwnedByAtlas = true;
    more.MergeMode = true;
    more.GlyphRanges = extra.data();
    for (const char* file : kFallbackFiles)
      if (std::filesystem::exists(file))
        atlas->AddFontFromFileTTF(file, std::round(spec.size * scale_ * kFallbackLinePerEm), &more);
  }
  atlas->Build();
  ++ui.fonts_version;
}

}  // namespace gopherarium
