// SPDX-License-Identifier: Apache-2.0

/// NumPy arrays, versions 1 to 3 of the format: two axes are gray, a third one of 1, 3 or 4 is
/// channels, last or first.

#include "Support.h"

#include <stdlib.h>
#include <string.h>

typedef struct header {
  ci_layout layout;
  /// 'b' for boolean, 'u', 'i' or 'f', and bytes of a number.
  char kind;
  unsigned size;
  int is_big_endian;
  /// Whether columns stand together, as Fortran has them.
  int is_fortran;
  int channels_first;
  size_t start;
} header;

/// What follows a key in the header's text; null where it is not there.
static const char *value_of(const char *text, const char *key) {
  const char *found = strstr(text, key);
  if (!found) return NULL;
  found += strlen(key);
  return found + strspn(found, " :");
}

/// The part of the header behind a key up to one of `ends`, or to another end of it, as a message
/// may show it; "nothing" where the key is not there.
static const char *found(const char *text, const char *key, const char *ends, char target[48]) {
  const char *value = value_of(text, key);
  const size_t opening = value && *value ? 1 : 0;
  const size_t length = opening ? opening + strcspn(value + opening, ends) + 1 : 0;
  size_t used = 0;
  for (; used < length && used < 47 && value[used] >= ' ' && value[used] <= '~'; used++) {
    target[used] = value[used];
  }
  target[used] = 0;
  return used ? target : "nothing";
}

/// Reads "'<f4'" and the like.
static int read_type(const char *text, header *h) {
  const char *value = value_of(text, "'descr'");
  if (!value || *value != '\'') return 0;
  const char order = value[1];
  if (!order || !strchr("<>|=", order)) return 0;
  h->is_big_endian = order == '>';
  h->kind = value[2];
  char *end = NULL;
  h->size = h->kind ? (unsigned)strtoul(value + 3, &end, 10) : 0;
  return end && *end == '\'';
}

/// Whether numbers of that kind are read, and in which samples they come.
static int find_sample(header *h) {
  const int whole = h->size == 1 || h->size == 2 || h->size == 4 || h->size == 8;
  h->layout.sample = CI_FLOAT32;
  if (h->kind == 'b' && h->size == 1) {
    h->layout.sample = CI_UINT8;
    return 1;
  }
  if (h->kind == 'u' && h->size == 1) h->layout.sample = CI_UINT8;
  if (h->kind == 'u' && h->size == 2) h->layout.sample = CI_UINT16;
  return ((h->kind == 'u' || h->kind == 'i') && whole) ||
         (h->kind == 'f' && whole && h->size > 1);
}

static int are_channels(uint64_t count) { return count == 1 || count == 3 || count == 4; }

/// Reads "(480, 640)", "(480, 640, 3)" or "(3, 480, 640)".
static int read_shape(const char *text, header *h) {
  const char *value = value_of(text, "'shape'");
  if (!value || *value != '(') return 0;
  uint64_t axes[3] = {0, 0, 1};
  unsigned count = 0;
  for (value++; *value && *value != ')';) {
    char *end = NULL;
    if (*value < '0' || *value > '9' || count == 3) return 0;
    axes[count] = strtoull(value, &end, 10);
    if (axes[count] == 0 || axes[count] > INT32_MAX) return 0;
    count++;
    value = end + strspn(end, ", ");
  }
  if (*value != ')' || count < 2) return 0;
  h->channels_first = count == 3 && !are_channels(axes[2]) && are_channels(axes[0]);
  if (count == 3 && !h->channels_first && !are_channels(axes[2])) return 0;
  const unsigned first = h->channels_first ? 1 : 0;
  h->layout.height = (uint32_t)axes[first];
  h->layout.width = (uint32_t)axes[first + 1];
  h->layout.channels = (uint32_t)axes[h->channels_first ? 0 : 2];
  return 1;
}

static ci_status read_header(const uint8_t *bytes, size_t count, header *h, char *message) {
  *h = (header){.layout = {.orientation = 1}};
  char text[1024];
  const size_t prefix = count > 6 && bytes[6] > 1 ? 12 : 10;
  if (count < prefix) return ci_fail(message, CI_DAMAGED, "the file ends early");
  size_t length = bytes[8] | (size_t)bytes[9] << 8;
  if (prefix == 12) length |= (size_t)bytes[10] << 16 | (size_t)bytes[11] << 24;
  if (length > count - prefix) return ci_fail(message, CI_DAMAGED, "the file ends early");
  if (length >= sizeof text) return ci_fail(message, CI_UNSUPPORTED, "an array of records");
  memcpy(text, bytes + prefix, length);
  text[length] = 0;
  h->start = prefix + length;
  const char *fortran = value_of(text, "'fortran_order'");
  h->is_fortran = fortran && strncmp(fortran, "True", 4) == 0;
  char type[48], shape[48];
  const char *found_type = found(text, "'descr'", "'", type);
  const char *found_shape = found(text, "'shape'", ")", shape);
  if (!read_type(text, h) || !find_sample(h)) {
    return ci_fail(message, CI_UNSUPPORTED,
                   "a NumPy array of type %s and shape %s; wanted integers or floats, such as "
                   "'<u2' or '<f4'",
                   found_type, found_shape);
  }
  if (!read_shape(text, h)) {
    return ci_fail(message, CI_UNSUPPORTED,
                   "a NumPy array of shape %s and type %s; wanted (height, width), with 1, 3 or 4 "
                   "channels behind or before",
                   found_shape, found_type);
  }
  return CI_OK;
}

ci_status ci_npy_layout(const uint8_t *bytes, size_t count, ci_layout *layout, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (!status) *layout = h.layout;
  return status;
}

/// A stored number; a boolean is white or black.
static float number(const header *h, const uint8_t *source) {
  uint8_t bytes[8] = {0};
  for (unsigned i = 0; i < h->size; i++) {
    bytes[i] = source[h->is_big_endian ? h->size - 1 - i : i];
  }
  uint64_t bits;
  memcpy(&bits, bytes, sizeof bits);
  if (h->kind == 'b') return bits ? 255 : 0;
  if (h->kind == 'u') return (float)bits;
  if (h->kind == 'i') {
    const unsigned unused = 64 - 8 * h->size;
    return (float)((int64_t)(bits << unused) >> unused);
  }
  if (h->size == 2) return ci_half((uint16_t)bits);
  if (h->size == 4) {
    float value;
    memcpy(&value, bytes, sizeof value);
    return value;
  }
  double value;
  memcpy(&value, bytes, sizeof value);
  return ci_narrowed(value);
}

/// How many numbers lie before that of a pixel's channel.
static size_t place(const header *h, size_t x, size_t y, size_t channel) {
  const size_t width = h->layout.width, height = h->layout.height, channels = h->layout.channels;
  if (h->is_fortran) {
    return h->channels_first ? channel + channels * (y + height * x)
                             : y + height * (x + width * channel);
  }
  return h->channels_first ? (channel * height + y) * width + x
                           : (y * width + x) * channels + channel;
}

ci_status ci_npy_decode(const uint8_t *bytes, size_t count, const ci_layout *layout,
                        void *samples, char *message) {
  header h;
  const ci_status status = read_header(bytes, count, &h, message);
  if (status) return status;
  if (h.layout.width != layout->width || h.layout.height != layout->height ||
      h.layout.channels != layout->channels || h.layout.sample != layout->sample) {
    return ci_fail(message, CI_DAMAGED, "the layout has changed");
  }
  const size_t numbers = ci_layout_byte_count(&h.layout) / ci_sample_byte_count(h.layout.sample);
  if ((count - h.start) / h.size < numbers) {
    return ci_fail(message, CI_DAMAGED, "the file ends early");
  }
  size_t index = 0;
  for (size_t y = 0; y < h.layout.height; y++) {
    for (size_t x = 0; x < h.layout.width; x++) {
      for (size_t channel = 0; channel < h.layout.channels; channel++, index++) {
        const float value = number(&h, bytes + h.start + place(&h, x, y, channel) * h.size);
        switch (h.layout.sample) {
        case CI_UINT8:
          ((uint8_t *)samples)[index] = (uint8_t)value;
          break;
        case CI_UINT16:
          ((uint16_t *)samples)[index] = (uint16_t)value;
          break;
        case CI_FLOAT32:
          ((float *)samples)[index] = value;
          break;
        }
      }
    }
  }
  return CI_OK;
}
