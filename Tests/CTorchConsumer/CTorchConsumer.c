// SPDX-License-Identifier: Apache-2.0

#include "CTorchConsumer.h"

#include <CTorch.h>

static const ct_device cpu = {CT_CPU, 0};

// 2x3 of 0.5 times 3x2 of 4: every element 6; the gradient of the sum by the first is 8.
static const char *multiply(ct_tensor *a, ct_tensor *b, char **error) {
  float gradient[6];
  double sum = 0;
  if (!ct_tensor_set_requires_grad(a, true, error)) return "set_requires_grad";
  ct_tensor *product = ct_matmul(a, b, error);
  ct_tensor *total = ct_sum(product, NULL, 0, false, error);
  const bool ran = ct_tensor_item(total, &sum, error) &&
                   ct_tensor_backward(total, NULL, false, error);
  ct_tensor *found = ct_tensor_grad(a, error);
  const bool copied = ct_tensor_copy_bytes(found, gradient, sizeof gradient, error);
  ct_tensor_free(found);
  ct_tensor_free(total);
  ct_tensor_free(product);
  if (!ran || sum != 24) return "product";
  return copied && gradient[0] == 8 && gradient[5] == 8 ? NULL : "gradient";
}

static const char *refuse(const ct_tensor *a) {
  char *error = NULL;
  ct_tensor *product = ct_matmul(a, a, &error);
  const char *failure = product || !error ? "a wrong shape passed" : NULL;
  ct_tensor_free(product);
  ct_error_free(error);
  return failure;
}

const char *consume_ctorch(void) {
  char *error = NULL;
  const int64_t left[] = {2, 3}, right[] = {3, 2};
  ct_tensor *a = ct_tensor_full(left, 2, 0.5, CT_FLOAT32, cpu, &error);
  ct_tensor *b = ct_tensor_full(right, 2, 4, CT_FLOAT32, cpu, &error);
  const char *failure = multiply(a, b, &error);
  if (!failure) failure = refuse(a);
  ct_tensor_free(a);
  ct_tensor_free(b);
  ct_error_free(error);
  return failure;
}
