// SPDX-License-Identifier: Apache-2.0

#include "JPEGSegments.h"

#include <string.h>

enum { app1 = 0xE1, start_of_image = 0xD8, end_of_image = 0xD9, start_of_scan = 0xDA };

/// A walk over a file, and the copy that it makes.
typedef struct walk {
  ci_jpeg_segments found;
  const uint8_t *bytes;
  size_t count;
  size_t position;
  /// Null where nothing is copied.
  uint8_t *target;
  size_t written;
  /// Whether what follows is coded pixels.
  int in_scan;
  /// Where the time goes; null where it is not wanted, or found.
  char *time;
} walk;

static void copy(walk *w, const uint8_t *bytes, size_t count) {
  if (w->target) memcpy(w->target + w->written, bytes, count);
  w->written += count;
}

/// Whether a marker stands alone, without a length and a body.
static int is_bare(uint8_t marker) {
  return marker <= 0x01 || (marker >= 0xD0 && marker <= start_of_image);
}

static int is_frame(uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Takes bytes that belong to no segment: coded pixels, or stray bytes.
static void take_loose(walk *w, size_t count) {
  if (w->in_scan) {
    copy(w, w->bytes + w->position, count);
  } else {
    w->found.is_odd = 1;
  }
  w->position += count;
}

/// A sequential file's scans have all coefficients, to the full: 0, 63, 0.
static void copy_scan_header(walk *w, size_t length) {
  static const uint8_t all[3] = {0, 63, 0};
  const uint8_t *segment = w->bytes + w->position;
  const int is_sequential = w->found.frame == 0xC0 || w->found.frame == 0xC1;
  copy(w, segment, length);
  if (!is_sequential || length < 8 || memcmp(segment + length - 3, all, 3) == 0) return;
  w->found.is_odd = 1;
  if (w->target) memcpy(w->target + w->written - 3, all, 3);
}

/// Takes a segment of `length` bytes, its marker's among them.
static void take_segment(walk *w, uint8_t marker, size_t length) {
  const uint8_t *body = w->bytes + w->position + 4;
  const size_t body_length = length - 4;
  ci_jpeg_segments *s = &w->found;
  if (marker == app1 && body_length >= 6 && memcmp(body, "Exif\0", 6) == 0) {
    if (s->orientation == 1) s->orientation = ci_exif_orientation(body, body_length);
    if (w->time && ci_exif_time(body, body_length, w->time)) w->time = NULL;
  } else if (is_frame(marker) && !s->frame && body_length > 0) {
    s->frame = marker;
    s->precision = body[0];
  }
  w->in_scan = marker == start_of_scan;
  if (w->in_scan) {
    copy_scan_header(w, length);
  } else {
    copy(w, w->bytes + w->position, length);
  }
  w->position += length;
}

/// Takes what comes next; 0 behind the last.
static int step(walk *w) {
  const uint8_t *next = w->bytes + w->position;
  const size_t left = w->count - w->position;
  if (left < 2) return 0;
  if (next[0] != 0xFF) {
    const uint8_t *marker = memchr(next, 0xFF, left);
    if (!marker) return 0;
    take_loose(w, (size_t)(marker - next));
  } else if (next[1] == 0xFF) {  // filling
    w->position++;
  } else if (is_bare(next[1])) {
    take_loose(w, 2);
  } else if (next[1] == end_of_image) {
    return 0;
  } else {
    const size_t length = left < 4 ? 0 : 2 + ((size_t)next[2] << 8 | next[3]);
    if (length < 4 || length > left) return 0;
    take_segment(w, next[1], length);
  }
  return 1;
}

static walk take_all(const uint8_t *bytes, size_t count, uint8_t *target) {
  static const uint8_t end[2] = {0xFF, end_of_image};
  walk w = {.found = {.orientation = 1}, .bytes = bytes, .count = count, .target = target};
  w.position = count < 2 ? count : 2;
  copy(&w, bytes, w.position);
  while (step(&w)) {
  }
  const size_t left = count - w.position;
  if (left < 2 || memcmp(bytes + w.position, end, 2) != 0) {
    copy(&w, bytes + w.position, left);
    w.found.is_odd = 1;
  }
  const uint8_t *last = bytes + w.position;
  // Behind 255 a 0 stands for itself.
  w.found.ends_in_zero = w.in_scan && w.position > 2 && last[-1] == 0 && last[-2] != 0xFF;
  copy(&w, end, 2);
  return w;
}

ci_jpeg_segments ci_jpeg_read_segments(const uint8_t *bytes, size_t count) {
  return take_all(bytes, count, NULL).found;
}

size_t ci_jpeg_copy_sound(const uint8_t *bytes, size_t count, uint8_t *target) {
  return take_all(bytes, count, target).written;
}

int ci_jpeg_time(const uint8_t *bytes, size_t count, char text[CI_TIME_CAPACITY]) {
  walk w = {.found = {.orientation = 1}, .bytes = bytes, .count = count, .time = text};
  if (count < 2 || bytes[0] != 0xFF || bytes[1] != start_of_image) return 0;
  w.position = 2;
  while (w.time && !w.in_scan && step(&w)) {
  }
  return w.time == NULL;
}
