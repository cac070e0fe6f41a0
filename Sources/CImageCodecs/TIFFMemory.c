// SPDX-License-Identifier: Apache-2.0

#include "TIFFMemory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Most bytes that libtiff may ask for at once: a lying tag must not exhaust the machine.
static const tmsize_t allocation_limit = (tmsize_t)4 << 30;

static tmsize_t read_bytes(thandle_t handle, void *target, tmsize_t wanted) {
  ci_tiff_memory *memory = handle;
  const uint8_t *source = memory->reading ? memory->reading : memory->writing;
  if (wanted < 0 || memory->position >= memory->size) return 0;
  const size_t left = memory->size - memory->position;
  const size_t count = (size_t)wanted < left ? (size_t)wanted : left;
  memcpy(target, source + memory->position, count);
  memory->position += count;
  return (tmsize_t)count;
}

static int reserve(ci_tiff_memory *memory, size_t needed) {
  if (needed <= memory->capacity) return 1;
  const size_t capacity = needed > 2 * memory->capacity ? needed + 65536 : 2 * memory->capacity;
  uint8_t *grown = realloc(memory->writing, capacity);
  if (!grown) return 0;
  memory->writing = grown;
  memory->capacity = capacity;
  return 1;
}

static tmsize_t write_bytes(thandle_t handle, void *source, tmsize_t count) {
  ci_tiff_memory *memory = handle;
  if (memory->reading || count < 0) return 0;
  const size_t end = memory->position + (size_t)count;
  if (!reserve(memory, end)) return 0;
  if (memory->position > memory->size) {
    memset(memory->writing + memory->size, 0, memory->position - memory->size);
  }
  memcpy(memory->writing + memory->position, source, (size_t)count);
  memory->position = end;
  if (end > memory->size) memory->size = end;
  return count;
}

static toff_t seek(thandle_t handle, toff_t offset, int origin) {
  ci_tiff_memory *memory = handle;
  switch (origin) {
  case SEEK_CUR:
    memory->position += offset;
    break;
  case SEEK_END:
    memory->position = memory->size + offset;
    break;
  default:
    memory->position = offset;
  }
  return memory->position;
}

static int close_nothing(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t file_size(thandle_t handle) { return ((ci_tiff_memory *)handle)->size; }

static int map(thandle_t handle, void **base, toff_t *size) {
  ci_tiff_memory *memory = handle;
  if (!memory->reading) return 0;
  *base = (void *)memory->reading;
  *size = memory->size;
  return 1;
}

static void unmap(thandle_t handle, void *base, toff_t size) {
  (void)handle;
  (void)base;
  (void)size;
}

static int keep_error(TIFF *tiff, void *data, const char *module, const char *format,
                      va_list arguments) {
  (void)tiff;
  (void)module;
  ci_tiff_memory *memory = data;
  if (!memory->error[0]) vsnprintf(memory->error, sizeof memory->error, format, arguments);
  return 1;
}

static int ignore_warning(TIFF *tiff, void *data, const char *module, const char *format,
                          va_list arguments) {
  (void)tiff;
  (void)data;
  (void)module;
  (void)format;
  (void)arguments;
  return 1;
}

TIFF *ci_tiff_open(ci_tiff_memory *memory) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, allocation_limit);
  TIFFOpenOptionsSetErrorHandlerExtR(options, keep_error, memory);
  TIFFOpenOptionsSetWarningHandlerExtR(options, ignore_warning, memory);
  TIFF *tiff = TIFFClientOpenExt("memory", memory->reading ? "r" : "w", memory, read_bytes,
                                 write_bytes, seek, close_nothing, file_size, map, unmap, options);
  TIFFOpenOptionsFree(options);
  return tiff;
}

ci_status ci_tiff_fail(const ci_tiff_memory *memory, ci_status status, const char *fallback,
                       char *message) {
  const char *text = memory->error[0] ? memory->error : fallback;
  // Some of libtiff's messages end with a full stop, one-line messages here do not.
  int length = (int)strcspn(text, "\r\n");
  if (length > 0 && text[length - 1] == '.') length--;
  return ci_fail(message, status, "%.*s", length, text);
}
