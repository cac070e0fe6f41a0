// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <libexif/exif-data.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

uint32_t ci_exif_orientation(const uint8_t *bytes, size_t count) {
  ExifData *data = exif_data_new();
  if (!data) return 1;
  exif_data_load_data(data, bytes, count > UINT_MAX ? UINT_MAX : (unsigned)count);
  uint32_t orientation = 1;
  const ExifEntry *entry =
      exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
    orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
  }
  exif_data_unref(data);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/// Copies the first characters of an entry, at most `capacity` - 1 and none beyond its end.
static size_t copy_text(const ExifContent *content, ExifTag tag, char *target, size_t capacity) {
  const ExifEntry *entry = exif_content_get_entry((ExifContent *)content, tag);
  if (!entry || !entry->data || entry->format != EXIF_FORMAT_ASCII) return 0;
  size_t count = 0;
  while (count + 1 < capacity && count < entry->size && entry->data[count]) {
    target[count] = (char)entry->data[count];
    count++;
  }
  target[count] = 0;
  return count;
}

int ci_exif_time(const uint8_t *bytes, size_t count, char text[CI_TIME_CAPACITY]) {
  enum { whole = 19 };
  ExifData *data = exif_data_new();
  if (!data) return 0;
  exif_data_load_data(data, bytes, count > UINT_MAX ? UINT_MAX : (unsigned)count);
  const ExifContent *camera = data->ifd[EXIF_IFD_EXIF];
  size_t length = copy_text(camera, EXIF_TAG_DATE_TIME_ORIGINAL, text, whole + 1);
  if (length == whole) {
    text[whole] = '.';
    copy_text(camera, EXIF_TAG_SUB_SEC_TIME_ORIGINAL, text + whole + 1,
              CI_TIME_CAPACITY - whole - 1);
  } else {
    length = copy_text(data->ifd[EXIF_IFD_0], EXIF_TAG_DATE_TIME, text, whole + 1);
  }
  exif_data_unref(data);
  return length == whole;
}

uint32_t ci_exif_orientation_of_block(const uint8_t *bytes, size_t count) {
  static const char prefix[6] = "Exif\0";
  if (count >= sizeof prefix && memcmp(bytes, prefix, sizeof prefix) == 0) {
    return ci_exif_orientation(bytes, count);
  }
  uint8_t *prefixed = malloc(sizeof prefix + count);
  if (!prefixed) return 1;
  memcpy(prefixed, prefix, sizeof prefix);
  memcpy(prefixed + sizeof prefix, bytes, count);
  const uint32_t orientation = ci_exif_orientation(prefixed, sizeof prefix + count);
  free(prefixed);
  return orientation;
}
