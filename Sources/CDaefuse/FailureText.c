// SPDX-License-Identifier: Apache-2.0

#include "Private.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "daefuse.h"

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// A thread's text goes with the thread.
static void make_key(void) { pthread_key_create(&key, free); }

void daefuse_set_failure(const char *text) {
  pthread_once(&once, make_key);
  free(pthread_getspecific(key));
  pthread_setspecific(key, *text ? strdup(text) : NULL);
}

const char *daefuse_error(void) {
  pthread_once(&once, make_key);
  const char *text = pthread_getspecific(key);
  return text ? text : "";
}
