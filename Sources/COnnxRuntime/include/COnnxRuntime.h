// SPDX-License-Identifier: Apache-2.0

/// COnnxRuntime: the few things that are asked of an ONNX Runtime library, which is loaded at run
/// time: nothing links to it.
///
/// A function that can fail takes `char **error` last: on failure it returns NULL or false and
/// stores a message, which the caller ends with `free`.
#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Most dimensions of an array here.
enum { CO_MAX_RANK = 8 };

typedef struct co_runtime co_runtime;
typedef struct co_session co_session;
typedef struct co_result co_result;

/// The sizes of an array; -1 for those that are not fixed.
typedef struct {
  size_t rank;
  int64_t sizes[CO_MAX_RANK];
} co_shape;

/// What a graph says of an input.
typedef struct {
  /// Owned by the session.
  const char *name;
  /// The number that ONNX has for the type of its elements: 1 is float32; 0 where it is no tensor.
  int32_t type;
  co_shape shape;
} co_input;

/// Float32 numbers, row-major, borrowed.
typedef struct {
  const float *values;
  co_shape shape;
} co_array;

/// Loads a library, which stays in the process.
co_runtime *co_load(const char *path, char **error);
void co_runtime_free(co_runtime *runtime);
/// Opens a graph; the runtime need not outlive the call.
/// - threads: CPU threads of one run, 1 or more.
co_session *co_open(const co_runtime *runtime, const char *path, int32_t threads, char **error);
void co_close(co_session *session);
size_t co_input_count(const co_session *session);
size_t co_output_count(const co_session *session);
/// Facts of an input; `index` is below `co_input_count`.
co_input co_input_at(const co_session *session, size_t index);
/// Runs the graph on as many arrays as it has inputs, and gives its output of number `output`. One
/// that is no tensor of float32 is a failure.
co_result *co_run(co_session *session, const co_array *inputs, size_t output, char **error);
/// Values and shape of a result, which owns them.
co_array co_result_array(const co_result *result);
void co_result_free(co_result *result);

#ifdef __cplusplus
}
#endif
#endif
