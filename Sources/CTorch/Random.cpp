// SPDX-License-Identifier: Apache-2.0

// Generators with a state that can be read and set, and what they fill.
#include <ATen/CPUGeneratorImpl.h>

#include "Boundary.hpp"

using namespace ctorch;

static const at::Generator &unwrap(const ct_generator *generator) {
  TORCH_CHECK(generator, "the generator is missing: it could not be made");
  return generator->value;
}

static at::Generator make_generator(at::Device device) {
  if (device.is_cpu()) return at::make_generator<at::CPUGeneratorImpl>();
  return at::globalContext()
      .getAcceleratorHooksInterface(device.type())
      .getNewGenerator(device.index());
}

ct_generator *ct_generator_make(ct_device wanted, uint64_t seed, char **error) {
  return boundary(error, [&]() -> ct_generator * {
    auto generator = make_generator(device(wanted));
    generator.set_current_seed(seed);
    return new ct_generator{generator};
  });
}

void ct_generator_free(ct_generator *generator) { delete generator; }

ct_tensor *ct_generator_state(const ct_generator *generator, char **error) {
  return tensor_boundary(error, [&] { return unwrap(generator).get_state(); });
}

bool ct_generator_set_state(ct_generator *generator, const ct_tensor *state, char **error) {
  return action_boundary(error, [&] {
    auto target = unwrap(generator);  // a handle: its state is shared
    target.set_state(unwrap(state));
  });
}

ct_tensor *ct_random_uniform(const int64_t *shape, size_t rank, double low, double high,
                             ct_dtype dtype, ct_device device, ct_generator *generator,
                             char **error) {
  return tensor_boundary(error, [&] {
    return at::empty(sizes(shape, rank), options(dtype, device))
        .uniform_(low, high, unwrap(generator));
  });
}

ct_tensor *ct_random_normal(const int64_t *shape, size_t rank, double mean, double deviation,
                            ct_dtype dtype, ct_device device, ct_generator *generator,
                            char **error) {
  return tensor_boundary(error, [&] {
    return at::empty(sizes(shape, rank), options(dtype, device))
        .normal_(mean, deviation, unwrap(generator));
  });
}

ct_tensor *ct_random_integers(const int64_t *shape, size_t rank, int64_t low, int64_t high,
                              ct_device device, ct_generator *generator, char **error) {
  return tensor_boundary(error, [&] {
    return at::randint(low, high, sizes(shape, rank), unwrap(generator),
                       options(CT_INT64, device));
  });
}
