// SPDX-License-Identifier: Apache-2.0

// Optimizer steps.
#include "Boundary.hpp"

using namespace ctorch;

bool ct_adam_step(ct_tensor *const *parameters, ct_tensor *const *gradients,
                  ct_tensor *const *averages, ct_tensor *const *square_averages,
                  ct_tensor *const *steps, size_t count, ct_adam_settings settings, char **error) {
  return action_boundary(error, [&] {
    const auto run = [&](auto &&step) {
      step(unwrap_all(parameters, count), unwrap_all(gradients, count),
           unwrap_all(averages, count), unwrap_all(square_averages, count), at::TensorList(),
           unwrap_all(steps, count), settings.learning_rate, settings.beta1, settings.beta2,
           settings.weight_decay, settings.eps, /*amsgrad=*/false, /*maximize=*/false);
    };
    if (settings.decoupled) {
      run([](auto &&...arguments) { at::_fused_adamw_(arguments...); });
    } else {
      run([](auto &&...arguments) { at::_fused_adam_(arguments...); });
    }
  });
}
