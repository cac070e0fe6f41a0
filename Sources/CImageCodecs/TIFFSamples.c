// SPDX-License-Identifier: Apache-2.0

#include "TIFFPage.h"

#include <string.h>

int ci_tiff_find_sample(uint16_t bits, uint16_t format, ci_sample *sample) {
  *sample = CI_FLOAT32;
  switch (format) {
  case SAMPLEFORMAT_UINT:
    if (bits == 8) *sample = CI_UINT8;
    if (bits > 8 && bits <= 16) *sample = CI_UINT16;
    return bits >= 8 && (bits <= 16 || bits == 32 || bits == 64);
  case SAMPLEFORMAT_INT:
    return bits == 8 || bits == 16 || bits == 32 || bits == 64;
  case SAMPLEFORMAT_IEEEFP:
    return bits == 16 || bits == 32 || bits == 64;
  default:
    return 0;
  }
}

double ci_tiff_white(const ci_tiff_page *p) {
  if (p->format == SAMPLEFORMAT_IEEEFP) return 1;
  return p->format == SAMPLEFORMAT_UINT && p->bits <= 16 ? (1u << p->bits) - 1 : 0;
}

/// `bits` bits of a row, 16 at most, the first of a byte its highest.
static uint16_t packed(const uint8_t *row, size_t index, unsigned bits) {
  size_t bit = index * bits;
  uint32_t value = 0;
  for (unsigned left = bits; left > 0;) {
    const unsigned here = 8 - (unsigned)(bit % 8);
    const unsigned taken = here < left ? here : left;
    value = value << taken | (row[bit / 8] >> (here - taken) & ((1u << taken) - 1));
    bit += taken;
    left -= taken;
  }
  return (uint16_t)value;
}

#define LOAD(type, row, index)                                  \
  ({                                                            \
    type value;                                                 \
    memcpy(&value, (row) + (index) * sizeof(type), sizeof value); \
    value;                                                      \
  })

static float as_float(const ci_tiff_page *p, const uint8_t *row, size_t index) {
  if (p->format == SAMPLEFORMAT_IEEEFP) {
    if (p->bits == 16) return ci_half(LOAD(uint16_t, row, index));
    if (p->bits == 32) return LOAD(float, row, index);
    return ci_narrowed(LOAD(double, row, index));
  }
  if (p->format == SAMPLEFORMAT_INT) {
    if (p->bits == 8) return LOAD(int8_t, row, index);
    if (p->bits == 16) return LOAD(int16_t, row, index);
    return p->bits == 32 ? (float)LOAD(int32_t, row, index) : (float)LOAD(int64_t, row, index);
  }
  return p->bits == 32 ? (float)LOAD(uint32_t, row, index) : (float)LOAD(uint64_t, row, index);
}

void ci_tiff_deliver_sample(const ci_tiff_page *p, const uint8_t *row, size_t index,
                            uint8_t *target) {
  if (p->layout.sample == CI_UINT8) {
    *target = row[index];
  } else if (p->layout.sample == CI_UINT16) {
    const uint16_t value =
        p->bits == 16 ? LOAD(uint16_t, row, index) : packed(row, index, p->bits);
    memcpy(target, &value, sizeof value);
  } else {
    const float value = as_float(p, row, index);
    memcpy(target, &value, sizeof value);
  }
}

static double value_at(const ci_layout *layout, const void *samples, size_t index) {
  switch (layout->sample) {
  case CI_UINT8:
    return ((const uint8_t *)samples)[index];
  case CI_UINT16:
    return ((const uint16_t *)samples)[index];
  case CI_FLOAT32:
    return ((const float *)samples)[index];
  }
  return 0;
}

static void set_alpha(const ci_layout *layout, void *samples, size_t index, int is_opaque) {
  switch (layout->sample) {
  case CI_UINT8:
    ((uint8_t *)samples)[index] = is_opaque ? UINT8_MAX : 0;
    break;
  case CI_UINT16:
    ((uint16_t *)samples)[index] = is_opaque ? UINT16_MAX : 0;
    break;
  case CI_FLOAT32:
    ((float *)samples)[index] = is_opaque ? 1 : 0;
    break;
  }
}

void ci_tiff_mark_no_data(const ci_tiff_page *p, void *samples) {
  const ci_layout *layout = &p->layout;
  const size_t colors = layout->channels - 1;
  const size_t count = (size_t)layout->width * layout->height * layout->channels;
  const double no_data = layout->sample == CI_FLOAT32 ? ci_narrowed(p->no_data) : p->no_data;
  for (size_t i = 0; i < count; i += layout->channels) {
    int is_missing = 1;
    for (size_t c = 0; c < colors; c++) {
      is_missing = is_missing && value_at(layout, samples, i + c) == no_data;
    }
    if (is_missing || p->delivered_channels == colors) {
      set_alpha(layout, samples, i + colors, !is_missing);
    }
  }
}
