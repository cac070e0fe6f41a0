// SPDX-License-Identifier: Apache-2.0

// A graph that is opened and run.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "COnnxRuntime.h"
#include "Table.h"

struct co_session {
  ort_table api;
  void *env, *session, *memory, *allocator;
  size_t input_count, output_count;
  char **input_names, **output_names;
  co_input *inputs;
};

struct co_result {
  ort_table api;
  void *value;
  co_array array;
};

/// Whether a call succeeded; its message goes to `error` where not.
static bool succeeded(const ort_table *api, ort_status status, char **error) {
  if (!status) return true;
  *error = strdup(api->status_message(status));
  api->end_status(status);
  return false;
}

/// The shape and the type of a tensor.
static bool describe(const ort_table *api, const void *tensor, int32_t *type, co_shape *shape,
                     char **error) {
  int number = 0;
  if (!succeeded(api, api->element_type(tensor, &number), error)) return false;
  if (!succeeded(api, api->rank(tensor, &shape->rank), error)) return false;
  *type = number;
  if (shape->rank > CO_MAX_RANK) {
    *error = strdup("a tensor has more than 8 dimensions");
    return false;
  }
  return succeeded(api, api->sizes(tensor, shape->sizes, shape->rank), error);
}

static bool describe_input(co_session *session, size_t index, char **error) {
  const ort_table *api = &session->api;
  co_input *input = session->inputs + index;
  input->name = session->input_names[index];
  void *type = NULL;
  const void *tensor = NULL;
  bool fine = succeeded(api, api->input_type(session->session, index, &type), error) &&
              succeeded(api, api->tensor_type(type, &tensor), error) &&
              (!tensor || describe(api, tensor, &input->type, &input->shape, error));
  if (type) api->end_type(type);
  return fine;
}

static bool read_facts(co_session *session, char **error) {
  const ort_table *api = &session->api;
  void *graph = session->session;
  if (!succeeded(api, api->input_count(graph, &session->input_count), error)) return false;
  if (!succeeded(api, api->output_count(graph, &session->output_count), error)) return false;
  session->input_names = calloc(session->input_count + 1, sizeof(char *));
  session->output_names = calloc(session->output_count + 1, sizeof(char *));
  session->inputs = calloc(session->input_count + 1, sizeof(co_input));
  if (!session->input_names || !session->output_names || !session->inputs) {
    *error = strdup("not enough memory");
    return false;
  }
  for (size_t i = 0; i < session->input_count; ++i) {
    char **name = session->input_names + i;
    if (!succeeded(api, api->input_name(graph, i, session->allocator, name), error)) return false;
    if (!describe_input(session, i, error)) return false;
  }
  for (size_t i = 0; i < session->output_count; ++i) {
    char **name = session->output_names + i;
    if (!succeeded(api, api->output_name(graph, i, session->allocator, name), error)) return false;
  }
  return true;
}

static bool open_graph(co_session *session, const char *path, int32_t threads, char **error) {
  const ort_table *api = &session->api;
  void *options = NULL;
  bool fine =
      succeeded(api, api->create_env(ORT_LOG_FATAL, "daefuse", &session->env), error) &&
      succeeded(api, api->create_session_options(&options), error) &&
      succeeded(api, api->set_threads(options, threads), error) &&
      succeeded(api, api->create_session(session->env, path, options, &session->session), error) &&
      succeeded(api, api->cpu_memory(ORT_DEVICE_ALLOCATOR, ORT_DEFAULT_MEMORY, &session->memory),
                error) &&
      succeeded(api, api->default_allocator(&session->allocator), error);
  if (options) api->end_session_options(options);
  return fine && read_facts(session, error);
}

co_session *co_open(const co_runtime *runtime, const char *path, int32_t threads, char **error) {
  co_session *session = calloc(1, sizeof *session);
  if (!session) {
    *error = strdup("not enough memory");
    return NULL;
  }
  session->api = runtime->api;
  if (open_graph(session, path, threads, error)) return session;
  co_close(session);
  return NULL;
}

static void free_names(co_session *session, char **names, size_t count) {
  for (size_t i = 0; names && i < count; ++i) {
    if (!names[i]) continue;
    ort_status status = session->api.release_memory(session->allocator, names[i]);
    if (status) session->api.end_status(status);
  }
  free(names);
}

void co_close(co_session *session) {
  if (!session) return;
  const ort_table *api = &session->api;
  free_names(session, session->input_names, session->input_count);
  free_names(session, session->output_names, session->output_count);
  free(session->inputs);
  if (session->memory) api->end_memory_info(session->memory);
  if (session->session) api->end_session(session->session);
  if (session->env) api->end_env(session->env);
  free(session);
}

size_t co_input_count(const co_session *session) { return session->input_count; }

size_t co_output_count(const co_session *session) { return session->output_count; }

co_input co_input_at(const co_session *session, size_t index) { return session->inputs[index]; }

static size_t byte_count(const co_shape *shape) {
  size_t count = sizeof(float);
  for (size_t i = 0; i < shape->rank; ++i) count *= (size_t)shape->sizes[i];
  return count;
}

/// Takes a value over: its numbers and its shape.
static co_result *result_of(const ort_table *api, void *value, char **error) {
  co_result *result = calloc(1, sizeof *result);
  void *tensor = NULL, *data = NULL;
  int is_tensor = 0;
  int32_t type = 0;
  bool fine = result && succeeded(api, api->is_tensor(value, &is_tensor), error) && is_tensor &&
              succeeded(api, api->type_of_value(value, &tensor), error) &&
              describe(api, tensor, &type, &result->array.shape, error) && type == ORT_FLOAT32 &&
              succeeded(api, api->tensor_data(value, &data), error);
  if (tensor) api->end_tensor_type(tensor);
  if (!fine) {
    if (!*error) *error = strdup("the output is no tensor of float32");
    api->end_value(value);
    free(result);
    return NULL;
  }
  result->api = *api;
  result->value = value;
  result->array.values = data;
  return result;
}

co_result *co_run(co_session *session, const co_array *inputs, size_t output, char **error) {
  const ort_table *api = &session->api;
  void **values = calloc(session->input_count + 1, sizeof(void *));
  bool fine = values != NULL;
  for (size_t i = 0; fine && i < session->input_count; ++i) {
    fine = succeeded(api,
                     api->make_tensor(session->memory, (void *)inputs[i].values,
                                      byte_count(&inputs[i].shape), inputs[i].shape.sizes,
                                      inputs[i].shape.rank, ORT_FLOAT32, values + i),
                     error);
  }
  void *value = NULL;
  const char *name = session->output_names[output];
  fine = fine && succeeded(api,
                           api->run(session->session, NULL,
                                    (const char *const *)session->input_names,
                                    (const void *const *)values, session->input_count, &name, 1,
                                    &value),
                           error);
  for (size_t i = 0; values && i < session->input_count; ++i)
    if (values[i]) api->end_value(values[i]);
  free(values);
  return fine ? result_of(api, value, error) : NULL;
}

co_array co_result_array(const co_result *result) { return result->array; }

void co_result_free(co_result *result) {
  if (!result) return;
  result->api.end_value(result->value);
  free(result);
}
