// SPDX-License-Identifier: Apache-2.0

// Groups of processes, and the sum over them that gradients flow through.
#include <torch/csrc/autograd/custom_function.h>

#include "Group.hpp"
#include "Nccl.hpp"

using namespace ctorch;

static Group &unwrap(const ct_group *group) {
  TORCH_CHECK(group, "the group is missing: it could not be made");
  return *group->value;
}

ct_group *ct_group_create(const ct_group_address *address, char **error) {
  return boundary(error, [&]() -> ct_group * {
    TORCH_CHECK(address && address->host && address->prefix, "the group's address is missing");
    auto group = c10::make_intrusive<Group>(*address);
    group->connect_devices();
    return new ct_group{std::move(group)};
  });
}

void ct_group_free(ct_group *group) { delete group; }

const char *ct_group_detour(const ct_group *group) {
  return group && group->value->detour() ? group->value->detour()->c_str() : nullptr;
}

bool ct_nccl_version(int32_t *version, char **error) {
  return action_boundary(error, [&] {
    *version = 0;
    if (const auto *nccl = Nccl::library()) nccl->check(nccl->get_version(version));
  });
}

bool ct_group_all_reduce_(const ct_group *group, ct_tensor *tensor, char **error) {
  return action_boundary(error, [&] { unwrap(group).all_reduce(unwrap(tensor)); });
}

bool ct_group_broadcast_(const ct_group *group, ct_tensor *tensor, int32_t root, char **error) {
  return action_boundary(error, [&] { unwrap(group).broadcast(unwrap(tensor), root); });
}

bool ct_group_barrier(const ct_group *group, char **error) {
  return action_boundary(error, [&] { unwrap(group).barrier(); });
}

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Each rank's result depends on every rank's operand, so each operand's gradient is the sum of the
// gradients of all results.
struct AllReduce : torch::autograd::Function<AllReduce> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &operand,
                            const c10::intrusive_ptr<Group> &group) {
    context->saved_data["group"] = c10::IValue::make_capsule(group);
    return sum(*group, operand);
  }

  static variable_list backward(AutogradContext *context, const variable_list &gradients) {
    const auto capsule = context->saved_data["group"].toCapsule();
    return {sum(static_cast<Group &>(*capsule), gradients[0]), at::Tensor()};
  }

  static at::Tensor sum(Group &group, const at::Tensor &operand) {
    auto total = operand.detach().clone();
    group.all_reduce(total);
    return total;
  }
};

}  // namespace

ct_tensor *ct_group_all_reduce(const ct_group *group, const ct_tensor *tensor, char **error) {
  return tensor_boundary(error, [&] {
    unwrap(group);
    return AllReduce::apply(unwrap(tensor), group->value);
  });
}
