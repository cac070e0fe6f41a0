// SPDX-License-Identifier: Apache-2.0

#include "CTorchProbe.h"

#include <ATen/Version.h>

#include "Boundary.hpp"

using namespace ctorch;

const char *probe_configuration(void) {
  static const std::string configuration = at::show_config();
  return configuration.c_str();
}

ct_tensor *probe_complex(void) {
  return tensor_boundary(nullptr, [] { return at::zeros({2}, at::kComplexFloat); });
}

ct_tensor *probe_sparse(void) {
  return tensor_boundary(nullptr, [] { return at::ones({2, 2}).to_sparse(); });
}

ct_tensor *probe_undefined(void) {
  return tensor_boundary(nullptr, [] { return at::Tensor(); });
}
