// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

#include <stdlib.h>

/// Reads through libtiff's conversion to RGBA, in the stored order of rows.
static int read_converted(TIFF *tiff, const ci_tiff_page *p, uint8_t *samples) {
  const size_t count = (size_t)p->layout.width * p->layout.height;
  uint32_t *raster = malloc(count * sizeof *raster);
  if (!raster) return 0;
  const int done = TIFFReadRGBAImageOriented(tiff, p->layout.width, p->layout.height, raster,
                                             (int)p->layout.orientation, 1);
  for (size_t i = 0; done && i < count; i++) {
    *samples++ = TIFFGetR(raster[i]);
    if (p->layout.channels == 1) continue;
    *samples++ = TIFFGetG(raster[i]);
    *samples++ = TIFFGetB(raster[i]);
  }
  free(raster);
  return done;
}

/// Turns min-is-white gray the usual way round; alpha stays.
static void invert(const ci_layout *layout, void *samples) {
  const size_t count = (size_t)layout->width * layout->height * layout->channels;
  for (size_t i = 0; i < count; i += layout->channels) {
    if (layout->sample == CI_UINT8) {
      ((uint8_t *)samples)[i] = (uint8_t)(UINT8_MAX - ((uint8_t *)samples)[i]);
    } else if (layout->sample == CI_UINT16) {
      ((uint16_t *)samples)[i] = (uint16_t)(layout->white - ((uint16_t *)samples)[i]);
    } else {
      ((float *)samples)[i] = layout->white - ((float *)samples)[i];
    }
  }
}

/// Brings alpha of 9 to 15 bits to 16: colors stay, whose white the file's reader knows.
static void widen_alpha(const ci_tiff_page *p, uint16_t *samples) {
  const size_t channels = p->layout.channels;
  const size_t count = (size_t)p->layout.width * p->layout.height * channels;
  const uint32_t opaque = (1u << p->bits) - 1;
  for (size_t i = channels - 1; i < count; i += channels) {
    samples[i] = (uint16_t)((samples[i] * (uint32_t)UINT16_MAX + opaque / 2) / opaque);
  }
}

/// A color without the alpha that it was multiplied by, of which `opaque` is the most; at most
/// `white`.
static uint32_t divided(uint32_t color, uint32_t alpha, uint32_t opaque, uint32_t white) {
  if (alpha == 0) return color;
  const uint64_t value = ((uint64_t)color * opaque + alpha / 2) / alpha;
  return value > white ? white : (uint32_t)value;
}

/// Divides the colors by alpha.
static void unpremultiply(const ci_tiff_page *p, void *samples) {
  const ci_layout *layout = &p->layout;
  const size_t channels = layout->channels;
  const size_t count = (size_t)layout->width * layout->height * channels;
  for (size_t i = 0; i < count; i += channels) {
    for (size_t c = i; c < i + channels - 1; c++) {
      const size_t a = i + channels - 1;
      if (layout->sample == CI_UINT8) {
        uint8_t *values = samples;
        values[c] = (uint8_t)divided(values[c], values[a], UINT8_MAX, UINT8_MAX);
      } else if (layout->sample == CI_UINT16) {
        uint16_t *values = samples;
        values[c] = (uint16_t)divided(values[c], values[a], UINT16_MAX, (1u << p->bits) - 1);
      } else {
        float *values = samples;
        if (values[a] > 0) values[c] /= values[a];
      }
    }
  }
}

/// Whether samples of both layouts are equally many and of one kind.
static int same_samples(const ci_layout *a, const ci_layout *b) {
  return a->width == b->width && a->height == b->height && a->channels == b->channels &&
         a->sample == b->sample;
}

static ci_status decode(TIFF *tiff, const ci_layout *layout, void *samples,
                        const ci_tiff_memory *memory, char *message) {
  ci_tiff_page p;
  uint32_t pages = 1;
  ci_status status = ci_tiff_select_page(tiff, layout->page, &pages, message);
  if (!status) status = ci_tiff_read_page(tiff, &p, message);
  if (status) return status;
  if (!same_samples(&p.layout, layout)) {
    return ci_fail(message, CI_DAMAGED, "the layout has changed");
  }
  const int done = p.needs_conversion ? read_converted(tiff, &p, samples)
                                      : ci_tiff_read_blocks(tiff, &p, samples);
  if (!done) return ci_tiff_fail(memory, CI_DAMAGED, "the pixels cannot be read", message);
  if (p.layout.sample == CI_UINT16 && p.bits < 16 && p.delivered_channels == p.layout.channels &&
      p.layout.channels % 2 == 0) {
    widen_alpha(&p, samples);
  }
  if (p.has_no_data && !p.needs_conversion) ci_tiff_mark_no_data(&p, samples);
  if (p.alpha_is_premultiplied) unpremultiply(&p, samples);
  if (p.layout.is_inverted) invert(&p.layout, samples);
  return CI_OK;
}

ci_status ci_tiff_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  ci_tiff_memory memory = {.reading = bytes, .size = count};
  TIFF *tiff = ci_tiff_open(&memory);
  if (!tiff) return ci_tiff_fail(&memory, CI_DAMAGED, "no valid TIFF header", message);
  ci_tiff_page p;
  const uint32_t page = layout->page;
  uint32_t pages = 1;
  ci_status status = ci_tiff_select_page(tiff, page, &pages, message);
  if (!status) status = ci_tiff_read_page(tiff, &p, message);
  if (!status) {
    *layout = p.layout;
    layout->page = page;
    layout->pages = pages;
    if (pages > 1 && page == 0) {
      ci_fail(message, CI_OK, "has %u pages, of which the first is read", pages);
    } else if (page > pages) {
      ci_fail(message, CI_OK, "has one page, which is read for page %u", page);
    }
  }
  TIFFClose(tiff);
  return status;
}

ci_status ci_tiff_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                         void *samples, char *message) {
  ci_tiff_memory memory = {.reading = bytes, .size = count};
  TIFF *tiff = ci_tiff_open(&memory);
  if (!tiff) return ci_tiff_fail(&memory, CI_DAMAGED, "no valid TIFF header", message);
  const ci_status status = decode(tiff, layout, samples, &memory, message);
  TIFFClose(tiff);
  return status;
}
