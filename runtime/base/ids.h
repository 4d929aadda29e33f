#pragma once
// Strong id types: an id of one kind never passes for another. Ids, not pointers, cross threads and reach the view.

#include <compare>
#include <cstdint>
#include <functional>

namespace gopherarium {

template <class Tag, class Rep = uint32_t>
struct Id {
  Rep value = 0;
  constexpr Id() = default;
  constexpr explicit Id(Rep v) : value(v) {}
  constexpr auto operator<=>(const Id&) const = default;
  // Ids count from 1 unless their owner says otherwise; 0 is "none".
  constexpr explicit operator bool() const { return value != 0; }
};

}  // namespace gopherarium

template <class Tag, class Rep>
struct std::hash<gopherarium::Id<Tag, Rep>> {
  size_t operator()(gopherarium::Id<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value); }
};
