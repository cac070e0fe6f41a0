// SPDX-License-Identifier: Apache-2.0

// The levels of a feature pyramid, resized bilinearly and summed in one pass.
#pragma once

#include <vector>

#include "Kernels.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// The two samples between which a position lies, and how far along; corners not aligned, clamped
/// at the border, as in PyTorch's `align_corners=False`.
struct Between {
  int64_t low, high;
  float share;

  INLINE Between of(int64_t position, int64_t size, int64_t source_size) {
    const float scale = static_cast<float>(source_size) / static_cast<float>(size);
    const float at = std::max((static_cast<float>(position) + 0.5f) * scale - 0.5f, 0.0f);
    const int64_t low = std::min(static_cast<int64_t>(at), source_size - 1);
    return {low, std::min(low + 1, source_size - 1), at - static_cast<float>(low)};
  }
};

static void pyramid_sum(const float *base, float *y, Extent extent, const float *const *levels,
                        const Extent *extents, int count) {
  const ptrdiff_t channels = extent.channels;
  std::vector<std::vector<Between>> columns(count);
  for (int level = 0; level < count; ++level) {
    for (int64_t x = 0; x < extent.width; ++x) {
      columns[level].push_back(Between::of(x, extent.width, extents[level].width));
    }
  }
  parallel(extent.batch * extent.height, [&](int64_t index) {
    const int64_t image = index / extent.height, row = index % extent.height;
    float *to = y + index * extent.width * channels;
    if (base) {
      memcpy(to, base + index * extent.width * channels, extent.width * channels * sizeof(float));
    } else {
      memset(to, 0, extent.width * channels * sizeof(float));
    }
    for (int level = 0; level < count; ++level) {
      const Extent source = extents[level];
      // The two rows around this one, blended; then along the row.
      const Between rows = Between::of(row, extent.height, source.height);
      const ptrdiff_t width = source.width * channels;
      const float *above = levels[level] + (image * source.height + rows.low) * width;
      const float *below = levels[level] + (image * source.height + rows.high) * width;
      const Scratch<float> blended(width);
      for (ptrdiff_t i = 0; i < width; i += lanes) {
        const vec a = load(above + i);
        store(blended + i, a + splat(rows.share) * (load(below + i) - a));
      }
      for (int64_t x = 0; x < extent.width; ++x) {
        const Between column = columns[level][x];
        const float *left = blended + column.low * channels;
        const float *right = blended + column.high * channels;
        float *out = to + x * channels;
        const vec share = splat(column.share);
        for (ptrdiff_t c = 0; c < channels; c += lanes) {
          const vec a = load(left + c);
          store(out + c, load(out + c) + a + share * (load(right + c) - a));
        }
      }
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
