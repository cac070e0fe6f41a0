// SPDX-License-Identifier: Apache-2.0

/// PGM and PPM, binary (P5, P6) and in digits (P2, P3): the formats of Netpbm's manual pages.

#include "Support.h"

#include <string.h>

typedef struct header {
  ci_layout layout;
  uint32_t greatest;
  int is_text;
  /// Where the samples begin.
  size_t start;
} header;

static int is_space(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// Reads an unsigned number behind spaces and comments; false where there is none, or one too
/// large.
static int read_number(const uint8_t *bytes, size_t count, size_t *position, uint32_t *number) {
  while (*position < count && (is_space(bytes[*position]) || bytes[*position] == '#')) {
    if (bytes[*position] == '#') {
      const uint8_t *end = memchr(bytes + *position, '\n', count - *position);
      if (!end) return 0;
      *position = (size_t)(end - bytes);
    } else {
      (*position)++;
    }
  }
  uint64_t value = 0;
  const size_t start = *position;
  while (*position < count && bytes[*position] >= '0' && bytes[*position] <= '9') {
    value = 10 * value + (uint64_t)(bytes[(*position)++] - '0');
    if (value > INT32_MAX) return 0;
  }
  *number = (uint32_t)value;
  return *position > start;
}

static ci_status read_header(const uint8_t *bytes, size_t count, header *h, char *message) {
  *h = (header){.start = 2};
  const uint8_t kind = count > 2 ? bytes[1] : 0;
  h->is_text = kind == '2' || kind == '3';
  if (!read_number(bytes, count, &h->start, &h->layout.width) ||
      !read_number(bytes, count, &h->start, &h->layout.height) ||
      !read_number(bytes, count, &h->start, &h->greatest)) {
    return ci_fail(message, CI_DAMAGED, "width, height or greatest value is missing");
  }
  if (h->greatest == 0 || h->greatest > UINT16_MAX) {
    return ci_fail(message, CI_DAMAGED, "greatest value %u; 1 to 65535 is wanted", h->greatest);
  }
  if (h->start >= count || !is_space(bytes[h->start])) {
    return ci_fail(message, CI_DAMAGED, "the file ends early");
  }
  h->start++;
  h->layout.channels = kind == '3' || kind == '6' ? 3 : 1;
  h->layout.sample = h->greatest > UINT8_MAX ? CI_UINT16 : CI_UINT8;
  h->layout.orientation = 1;
  return CI_OK;
}

ci_status ci_pnm_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (!status) *layout = h.layout;
  return status;
}

/// Stores a sample; 8 bits are scaled to 0...255, while 16 keep the file's own numbers.
static void store(const header *h, void *samples, size_t index, uint32_t value) {
  if (value > h->greatest) value = h->greatest;
  if (h->layout.sample == CI_UINT16) {
    ((uint16_t *)samples)[index] = (uint16_t)value;
  } else {
    ((uint8_t *)samples)[index] =
        (uint8_t)((value * UINT8_MAX + h->greatest / 2) / h->greatest);
  }
}

ci_status ci_pnm_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                        void *samples, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (status) return status;
  if (h.layout.width != layout->width || h.layout.height != layout->height ||
      h.layout.channels != layout->channels || h.layout.sample != layout->sample) {
    return ci_fail(message, CI_DAMAGED, "the layout has changed");
  }
  const size_t size = ci_sample_byte_count(h.layout.sample);
  const size_t wanted = ci_layout_byte_count(&h.layout) / size;
  if (!h.is_text && (count - h.start) / size < wanted) {
    return ci_fail(message, CI_DAMAGED, "the file ends early");
  }
  size_t position = h.start;
  for (size_t i = 0; i < wanted; i++) {
    uint32_t value = 0;
    if (h.is_text) {
      if (!read_number(bytes, count, &position, &value)) {
        return ci_fail(message, CI_DAMAGED, "the file ends early");
      }
    } else {
      value = size == 1 ? bytes[position]
                        : (uint32_t)bytes[position] << 8 | bytes[position + 1];
      position += size;
    }
    store(&h, samples, i, value);
  }
  return CI_OK;
}
