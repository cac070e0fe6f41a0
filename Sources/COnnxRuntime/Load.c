// SPDX-License-Identifier: Apache-2.0

// Finding the functions of a library that is named at run time.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "COnnxRuntime.h"
#include "Table.h"

/// Functions and objects have one size here (POSIX), but C wants it said by a copy.
static void take(void *target, void *const *from) { memcpy(target, from, sizeof *from); }

/// The table of functions of a library; NULL with a message in `error` where there is none.
static void *const *functions_of(const char *path, char **error) {
  // Never closed: its threads and statics live as long as the process.
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *error = strdup(dlerror());
    return NULL;
  }
  void *symbol = dlsym(library, "OrtGetApiBase");
  const ort_base *(*get_base)(void) = NULL;
  if (symbol) take(&get_base, &symbol);
  const ort_base *base = get_base ? get_base() : NULL;
  void *const *functions = base ? base->table(1) : NULL;
  if (!functions) *error = strdup("it has no OrtGetApiBase");
  return functions;
}

co_runtime *co_load(const char *path, char **error) {
  void *const *functions = functions_of(path, error);
  if (!functions) return NULL;
  co_runtime *runtime = calloc(1, sizeof *runtime);
  if (!runtime) {
    *error = strdup("not enough memory");
    return NULL;
  }
  ort_table *table = &runtime->api;
  take(&table->status_message, functions + 2);
#define TAKE_FUNCTION(position, name, arguments) take(&table->name, functions + position);
#define TAKE_RELEASE(position, name) take(&table->name, functions + position);
  ORT_FUNCTIONS(TAKE_FUNCTION)
  ORT_RELEASES(TAKE_RELEASE)
  return runtime;
}

void co_runtime_free(co_runtime *runtime) { free(runtime); }
