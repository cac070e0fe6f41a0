// SPDX-License-Identifier: Apache-2.0

/// Windows bitmaps without compression: palettes of 1, 4 and 8 bits, 24 and 32 bits.

#include "Support.h"

#include <string.h>

typedef struct header {
  ci_layout layout;
  uint32_t bits;
  /// Where the rows begin, and bytes from one to the next.
  size_t start, row;
  /// Whether the first row is the uppermost.
  int is_top_down;
  /// Blue, green, red and nothing of each color, and how many there are.
  const uint8_t *palette;
  uint32_t colors;
} header;

static uint32_t number(const uint8_t *bytes, unsigned count) {
  uint32_t value = 0;
  for (unsigned i = 0; i < count; i++) value |= (uint32_t)bytes[i] << (8 * i);
  return value;
}

/// Whether all colors of the palette are gray.
static int is_gray(const header *h) {
  for (uint32_t i = 0; i < h->colors; i++) {
    const uint8_t *color = h->palette + 4 * i;
    if (color[0] != color[1] || color[1] != color[2]) return 0;
  }
  return h->colors > 0;
}

/// Finds the palette, which stands behind the header.
static ci_status read_palette(const uint8_t *bytes, size_t count, uint32_t header_bytes, header *h,
                              char *message) {
  if (h->bits > 8) return CI_OK;
  const uint32_t most = 1u << h->bits, used = number(bytes + 46, 4);
  h->colors = used ? used : most;
  const size_t start = 14 + (size_t)header_bytes;
  if (h->colors > most || start > count || (count - start) / 4 < h->colors) {
    return ci_fail(message, CI_DAMAGED, "a palette of %u colors", h->colors);
  }
  h->palette = bytes + start;
  return CI_OK;
}

static ci_status read_header(const uint8_t *bytes, size_t count, header *h, char *message) {
  *h = (header){.layout = {.sample = CI_UINT8, .orientation = 1}};
  if (count < 54) return ci_fail(message, CI_DAMAGED, "the file ends early");
  const uint32_t header_bytes = number(bytes + 14, 4), compression = number(bytes + 30, 4);
  h->start = number(bytes + 10, 4);
  h->bits = number(bytes + 28, 2);
  const int32_t width = (int32_t)number(bytes + 18, 4), height = (int32_t)number(bytes + 22, 4);
  if (header_bytes < 40) {
    return ci_fail(message, CI_UNSUPPORTED, "a BMP of OS/2; wanted one of Windows");
  }
  if (width <= 0 || height == 0 || height == INT32_MIN) {
    return ci_fail(message, CI_DAMAGED, "size %dx%d", width, height);
  }
  h->is_top_down = height < 0;
  h->layout.width = (uint32_t)width;
  h->layout.height = (uint32_t)(height < 0 ? -height : height);
  const int is_known = h->bits == 1 || h->bits == 4 || h->bits == 8 || h->bits == 24 ||
                       h->bits == 32;
  // Compression 3 names masks, of which the usual ones are as without.
  const int is_usual = compression == 0 || (compression == 3 && h->bits == 32 && count >= 66 &&
                                            number(bytes + 54, 4) == 0xFF0000 &&
                                            number(bytes + 58, 4) == 0xFF00 &&
                                            number(bytes + 62, 4) == 0xFF);
  if (!is_known || !is_usual) {
    return ci_fail(message, CI_UNSUPPORTED,
                   "a BMP of %u bits with compression %u; wanted 1, 4, 8, 24 or 32 without",
                   h->bits, compression);
  }
  h->row = (size_t)(((uint64_t)h->layout.width * h->bits + 31) / 32 * 4);
  const ci_status status = read_palette(bytes, count, header_bytes, h, message);
  if (status) return status;
  h->layout.channels = is_gray(h) ? 1 : 3;
  return CI_OK;
}

ci_status ci_bmp_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (!status) *layout = h.layout;
  return status;
}

/// Blue, green and red of a pixel; the palette's black for an index beyond it.
static const uint8_t *color_at(const header *h, const uint8_t *row, size_t x) {
  static const uint8_t black[3];
  if (h->bits > 8) return row + x * (h->bits / 8);
  const unsigned bit = (unsigned)(x * h->bits % 8);
  const uint32_t index = row[x * h->bits / 8] >> (8 - h->bits - bit) & ((1u << h->bits) - 1);
  return index < h->colors ? h->palette + 4 * index : black;
}

ci_status ci_bmp_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                        void *samples, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (status) return status;
  if (h.layout.width != layout->width || h.layout.height != layout->height ||
      h.layout.channels != layout->channels) {
    return ci_fail(message, CI_DAMAGED, "the layout has changed");
  }
  if (h.start > count || (count - h.start) / h.row < h.layout.height) {
    return ci_fail(message, CI_DAMAGED, "the file ends early");
  }
  uint8_t *target = samples;
  for (uint32_t y = 0; y < h.layout.height; y++) {
    const uint32_t stored = h.is_top_down ? y : h.layout.height - 1 - y;
    const uint8_t *row = bytes + h.start + stored * h.row;
    for (size_t x = 0; x < h.layout.width; x++) {
      const uint8_t *color = color_at(&h, row, x);
      if (h.layout.channels == 1) {
        *target++ = color[0];
      } else {
        *target++ = color[2];
        *target++ = color[1];
        *target++ = color[0];
      }
    }
  }
  return CI_OK;
}
