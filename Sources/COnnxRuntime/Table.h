// SPDX-License-Identifier: Apache-2.0

// The part of ONNX Runtime's C interface that is used: where its functions stand in the table that
// `OrtGetApiBase` gives, and how they are called. The table only ever grows at its end, and what is
// used here was in its first version.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// NULL for success.
typedef void *ort_status;

/// What the library exports as the result of `OrtGetApiBase`.
typedef struct {
  void *const *(*table)(uint32_t version);
  const char *(*version)(void);
} ort_base;

/// Position, name, and arguments of each function that returns a status.
#define ORT_FUNCTIONS(APPLY)                                                                    \
  APPLY(3, create_env, (int level, const char *name, void **env))                               \
  APPLY(7, create_session, (void *env, const char *path, void *options, void **session))        \
  APPLY(9, run, (void *session, const void *options, const char *const *input_names,            \
                 const void *const *inputs, size_t input_count, const char *const *output_names, \
                 size_t output_count, void **outputs))                                          \
  APPLY(10, create_session_options, (void **options))                                           \
  APPLY(24, set_threads, (void *options, int count))                                            \
  APPLY(30, input_count, (const void *session, size_t *count))                                  \
  APPLY(31, output_count, (const void *session, size_t *count))                                 \
  APPLY(33, input_type, (const void *session, size_t index, void **type))                       \
  APPLY(36, input_name, (const void *session, size_t index, void *allocator, char **name))      \
  APPLY(37, output_name, (const void *session, size_t index, void *allocator, char **name))     \
  APPLY(49, make_tensor, (const void *memory, void *data, size_t byte_count,                    \
                          const int64_t *shape, size_t rank, int type, void **value))           \
  APPLY(50, is_tensor, (const void *value, int *result))                                        \
  APPLY(51, tensor_data, (void *value, void **data))                                            \
  APPLY(55, tensor_type, (const void *type, const void **tensor))                               \
  APPLY(60, element_type, (const void *tensor, int *type))                                      \
  APPLY(61, rank, (const void *tensor, size_t *rank))                                           \
  APPLY(62, sizes, (const void *tensor, int64_t *sizes, size_t rank))                           \
  APPLY(65, type_of_value, (const void *value, void **tensor))                                  \
  APPLY(69, cpu_memory, (int allocator, int kind, void **memory))                               \
  APPLY(76, release_memory, (void *allocator, void *memory))                                    \
  APPLY(78, default_allocator, (void **allocator))

/// Position and name of each function that ends an object.
#define ORT_RELEASES(APPLY)                                                                     \
  APPLY(92, end_env) APPLY(93, end_status) APPLY(94, end_memory_info) APPLY(95, end_session)    \
  APPLY(96, end_value) APPLY(98, end_type) APPLY(99, end_tensor_type)                           \
  APPLY(100, end_session_options)

typedef struct {
  const char *(*status_message)(const void *status);
#define ORT_MEMBER(position, name, arguments) ort_status(*name) arguments;
#define ORT_RELEASE_MEMBER(position, name) void (*name)(void *object);
  ORT_FUNCTIONS(ORT_MEMBER)
  ORT_RELEASES(ORT_RELEASE_MEMBER)
#undef ORT_MEMBER
#undef ORT_RELEASE_MEMBER
} ort_table;

/// The number of float32.
enum { ORT_FLOAT32 = 1 };
/// Of `create_env`: nothing but what ends the process is printed; failures come as a status.
enum { ORT_LOG_FATAL = 4 };
/// Of `cpu_memory`.
enum { ORT_DEVICE_ALLOCATOR = 0, ORT_DEFAULT_MEMORY = 0 };

struct co_runtime {
  ort_table api;
};
