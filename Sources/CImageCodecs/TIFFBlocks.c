// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

#include <stdlib.h>
#include <string.h>

/// Where a decoded strip or tile belongs.
typedef struct block {
  uint32_t x, y;
  /// Pixels of the block that lie within the image.
  uint32_t width, height;
  /// Pixels from one row of the block to the next.
  uint32_t stride;
  /// The channel that a planar block holds; 0 otherwise.
  uint16_t plane;
} block;

/// Bytes of `pixels` stored pixels of a row, which ends at a whole byte.
static size_t row_bytes(const ci_tiff_page *p, size_t pixels) {
  return (pixels * (p->is_planar ? 1 : p->stored_channels) * p->bits + 7) / 8;
}

/// Whether stored samples are delivered byte for byte.
static int is_plain(const ci_tiff_page *p) {
  return p->bits == 8 * ci_sample_byte_count(p->layout.sample) &&
         (p->format == SAMPLEFORMAT_IEEEFP) == (p->layout.sample == CI_FLOAT32);
}

static void copy_block(const ci_tiff_page *p, const block *b, const uint8_t *source,
                       uint8_t *samples) {
  const size_t size = ci_sample_byte_count(p->layout.sample);
  const size_t source_channels = p->is_planar ? 1 : p->stored_channels;
  const size_t copied = p->is_planar ? 1 : p->delivered_channels;
  const size_t target_pixel = p->layout.channels * size;
  const int is_whole = is_plain(p) && source_channels == p->layout.channels;
  for (uint32_t row = 0; row < b->height; row++) {
    const uint8_t *from = source + row * row_bytes(p, b->stride);
    uint8_t *to = samples + ((size_t)(b->y + row) * p->layout.width + b->x) * target_pixel +
                  b->plane * size;
    if (is_whole) {
      memcpy(to, from, b->width * target_pixel);
      continue;
    }
    for (size_t column = 0; column < b->width; column++) {
      for (size_t channel = 0; channel < copied; channel++) {
        ci_tiff_deliver_sample(p, from, column * source_channels + channel, to + channel * size);
      }
      to += target_pixel;
    }
  }
}

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

/// Decodes one strip or tile into `buffer`; false where fewer bytes came than belong in the image.
static int read_block(TIFF *tiff, const ci_tiff_page *p, const block *b, int is_tile, uint32_t rows,
                      uint8_t *buffer, tmsize_t capacity) {
  const tmsize_t wanted = (tmsize_t)row_bytes(p, b->stride) * b->height;
  if (wanted > capacity) return 0;
  if (is_tile) {
    const uint32_t tile = TIFFComputeTile(tiff, b->x, b->y, 0, b->plane);
    return TIFFReadEncodedTile(tiff, tile, buffer, capacity) >= wanted;
  }
  const uint32_t strips = (p->layout.height - 1) / rows + 1;
  return TIFFReadEncodedStrip(tiff, b->plane * strips + b->y / rows, buffer, wanted) >= wanted;
}

/// Bytes that a block may have: a tile may well exceed a small image, but a lying tag must not
/// exhaust the machine.
static tmsize_t most_block_bytes(const ci_tiff_page *p) {
  const size_t pixels = (size_t)p->layout.width * p->layout.height;
  const size_t image = pixels * p->stored_channels * ((p->bits + 7) / 8);
  return (tmsize_t)(2 * image + ((size_t)64 << 20));
}

int ci_tiff_read_blocks(TIFF *tiff, const ci_tiff_page *p, uint8_t *samples) {
  const int is_tiled = TIFFIsTiled(tiff);
  uint32_t columns = p->layout.width, rows = p->layout.height;
  if (is_tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &columns);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
    rows = smaller(rows, p->layout.height);
  }
  const tmsize_t capacity = is_tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
  if (columns == 0 || rows == 0 || capacity <= 0 || capacity > most_block_bytes(p)) return 0;
  uint8_t *buffer = malloc((size_t)capacity);
  if (!buffer) return 0;
  const uint16_t planes = p->is_planar ? p->delivered_channels : 1;
  int done = 1;
  for (uint16_t plane = 0; plane < planes; plane++) {
    for (uint64_t y = 0; done && y < p->layout.height; y += rows) {
      for (uint64_t x = 0; done && x < p->layout.width; x += columns) {
        const block b = {.x = (uint32_t)x,
                         .y = (uint32_t)y,
                         .width = smaller(columns, p->layout.width - (uint32_t)x),
                         .height = smaller(rows, p->layout.height - (uint32_t)y),
                         .stride = columns,
                         .plane = plane};
        done = read_block(tiff, p, &b, is_tiled, rows, buffer, capacity);
        if (done) copy_block(p, &b, buffer, samples);
      }
    }
  }
  free(buffer);
  return done;
}
