// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <spng.h>
#include <stdlib.h>

/// Most bytes kept for chunks other than the pixels, which bounds what a hostile file can ask for.
static const size_t chunk_cache_limit = (size_t)64 << 20;

static ci_status fail(char *message, int code) {
  if (code == SPNG_EMEM) return ci_fail(message, CI_OUT_OF_MEMORY, "not enough memory");
  if (code == SPNG_IO_EOF) return ci_fail(message, CI_DAMAGED, "the file ends early");
  return ci_fail(message, CI_DAMAGED, "%s", spng_strerror(code));
}

/// How libspng is to deliver the pixels, and what they then are.
typedef struct delivery {
  ci_layout layout;
  int format;
  int flags;
} delivery;

static delivery deliver(const struct spng_ihdr *header, int has_transparency) {
  const int deep = header->bit_depth == 16;
  delivery d = {.layout = {.width = header->width,
                           .height = header->height,
                           .sample = deep ? CI_UINT16 : CI_UINT8,
                           .orientation = 1},
                .format = SPNG_FMT_PNG,
                .flags = has_transparency ? SPNG_DECODE_TRNS : 0};
  switch (header->color_type) {
  case SPNG_COLOR_TYPE_GRAYSCALE:
    d.layout.channels = has_transparency ? 2 : 1;
    if (has_transparency) {
      d.format = deep ? SPNG_FMT_GA16 : SPNG_FMT_GA8;
    } else if (!deep) {
      d.format = SPNG_FMT_G8;  // 1, 2 and 4 bits are scaled up to 0...255
    }
    break;
  case SPNG_COLOR_TYPE_GRAYSCALE_ALPHA:
    d.layout.channels = 2;
    break;
  case SPNG_COLOR_TYPE_TRUECOLOR_ALPHA:
    d.layout.channels = 4;
    break;
  default:  // RGB and palette
    d.layout.channels = has_transparency ? 4 : 3;
    if (has_transparency) {
      d.format = deep ? SPNG_FMT_RGBA16 : SPNG_FMT_RGBA8;
    } else if (!deep) {
      d.format = SPNG_FMT_RGB8;
    }
  }
  return d;
}

/// Reads up to the first pixel chunk. Any failure leaves the context for the caller to free.
static int read_header(spng_ctx *context, const uint8_t *bytes, size_t count, delivery *result) {
  int code = spng_set_png_buffer(context, bytes, count);
  if (!code) code = spng_set_chunk_limits(context, chunk_cache_limit, chunk_cache_limit);
  struct spng_ihdr header;
  if (!code) code = spng_get_ihdr(context, &header);
  struct spng_trns transparency;
  if (!code) code = spng_get_trns(context, &transparency);
  if (code && code != SPNG_ECHUNKAVAIL) return code;
  *result = deliver(&header, code == 0);
  struct spng_exif exif;
  if (spng_get_exif(context, &exif) == 0) {
    result->layout.orientation =
        ci_exif_orientation_of_block((const uint8_t *)exif.data, exif.length);
  }
  return 0;
}

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// The size alone of an image whose bytes libspng cannot count, for the caller to refuse by it.
static int read_size(const uint8_t *bytes, size_t count, ci_layout *layout) {
  if (count < 24) return 0;
  *layout = (ci_layout){.width = big_endian(bytes + 16),
                        .height = big_endian(bytes + 20),
                        .channels = 1,
                        .sample = CI_UINT8,
                        .orientation = 1};
  return 1;
}

ci_status ci_png_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  spng_ctx *context = spng_ctx_new(0);
  if (!context) return fail(message, SPNG_EMEM);
  delivery d;
  const int code = read_header(context, bytes, count, &d);
  spng_ctx_free(context);
  if (code == SPNG_EOVERFLOW && read_size(bytes, count, layout)) return CI_OK;
  if (code) return fail(message, code);
  *layout = d.layout;
  return CI_OK;
}

ci_status ci_png_decode(const uint8_t *bytes, size_t count, const ci_layout *layout, void *samples,
                        char *message) {
  spng_ctx *context = spng_ctx_new(0);
  if (!context) return fail(message, SPNG_EMEM);
  delivery d;
  int code = read_header(context, bytes, count, &d);
  if (!code) {
    code = spng_decode_image(context, samples, ci_layout_byte_count(layout), d.format, d.flags);
  }
  // Reads to the end, so that a file cut off after its pixels is noticed too.
  if (!code) code = spng_decode_chunks(context);
  spng_ctx_free(context);
  return code ? fail(message, code) : CI_OK;
}

static int encode(spng_ctx *context, const void *samples, const ci_layout *layout) {
  static const uint8_t color_types[] = {
      SPNG_COLOR_TYPE_GRAYSCALE, SPNG_COLOR_TYPE_GRAYSCALE_ALPHA, SPNG_COLOR_TYPE_TRUECOLOR,
      SPNG_COLOR_TYPE_TRUECOLOR_ALPHA};
  struct spng_ihdr header = {.width = layout->width,
                             .height = layout->height,
                             .bit_depth = layout->sample == CI_UINT16 ? 16 : 8,
                             .color_type = color_types[layout->channels - 1]};
  // Measured on photographs: a twelfth of the default settings' time for a quarter more bytes.
  int code = spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  if (!code) code = spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, 1);
  if (!code) code = spng_set_option(context, SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_UP);
  if (!code) code = spng_set_ihdr(context, &header);
  if (code) return code;
  return spng_encode_image(context, samples, ci_layout_byte_count(layout), SPNG_FMT_PNG,
                           SPNG_ENCODE_FINALIZE);
}

ci_status ci_png_encode(const void *samples, const ci_layout *layout, int quality,
                        ci_buffer *encoded, char *message) {
  (void)quality;
  *encoded = (ci_buffer){0};
  if (layout->sample == CI_FLOAT32 || layout->channels < 1 || layout->channels > 4) {
    return ci_fail(message, CI_NOT_ENCODABLE, "PNG holds 8 or 16 bits, 1 to 4 channels");
  }
  spng_ctx *context = spng_ctx_new(SPNG_CTX_ENCODER);
  if (!context) return fail(message, SPNG_EMEM);
  int code = encode(context, samples, layout);
  if (!code) {
    encoded->bytes = spng_get_png_buffer(context, &encoded->count, &code);
    encoded->release = free;
  }
  spng_ctx_free(context);
  if (!code) return CI_OK;
  ci_buffer_release(encoded);
  return fail(message, code) == CI_OUT_OF_MEMORY ? CI_OUT_OF_MEMORY : CI_NOT_ENCODABLE;
}
