// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <stdarg.h>
#include <stdio.h>

ci_status ci_fail(char *message, ci_status status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, CI_MESSAGE_CAPACITY, format, arguments);
  va_end(arguments);
  return status;
}

size_t ci_sample_byte_count(ci_sample sample) {
  switch (sample) {
  case CI_UINT8:
    return 1;
  case CI_UINT16:
    return 2;
  case CI_FLOAT32:
    return 4;
  }
  return 0;
}

size_t ci_layout_byte_count(const ci_layout *layout) {
  size_t count = ci_sample_byte_count(layout->sample);
  const size_t factors[] = {layout->channels, layout->width, layout->height};
  for (size_t i = 0; i < 3; i++) {
    if (__builtin_mul_overflow(count, factors[i], &count)) return 0;
  }
  return count;
}

void ci_buffer_release(ci_buffer *buffer) {
  if (buffer->release) buffer->release(buffer->bytes);
  *buffer = (ci_buffer){0};
}
