#include "app/widgets/embedded_fonts.h"

// The assembler copies the files in; GOPHERARIUM_FONTS is assets/fonts, given by CMake.
#define EMBED(symbol, file)                                                                               \
  __asm__(".section .rodata\n.balign 16\n.global " #symbol "_begin\n.global " #symbol "_end\n" #symbol    \
          "_begin:\n.incbin \"" GOPHERARIUM_FONTS "/" file "\"\n" #symbol "_end:\n.byte 0\n.previous\n"); \
  extern "C" const std::byte symbol##_begin[];                                                            \
  extern "C" const std::byte symbol##_end[];

EMBED(gopherarium_inter, "Inter-Regular.otf")
EMBED(gopherarium_inter_bold, "Inter-SemiBold.otf")
EMBED(gopherarium_inter_italic, "Inter-Italic.otf")
EMBED(gopherarium_mono, "JetBrainsMono-Regular.ttf")
EMBED(gopherarium_mono_bold, "JetBrainsMono-SemiBold.ttf")

namespace gopherarium {

std::span<const std::byte> embedded_font(FontFace face) {
  switch (face) {
    case FontFace::Ui: return {gopherarium_inter_begin, gopherarium_inter_end};
    case FontFace::UiBold: return {gopherarium_inter_bold_begin, gopherarium_inter_bold_end};
    case FontFace::UiItalic: return {gopherarium_inter_italic_begin, gopherarium_inter_italic_end};
    case FontFace::Mono: return {gopherarium_mono_begin, gopherarium_mono_end};
    case FontFace::MonoBold: break;
  }
  return {gopherarium_mono_bold_begin, gopherarium_mono_bold_end};
}

}  // namespace gopherarium
