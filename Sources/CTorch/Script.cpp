// SPDX-License-Identifier: Apache-2.0

// Programs in TorchScript: those that others wrote in PyTorch, and those that are written for them.
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <sstream>

#include "Boundary.hpp"

using namespace ctorch;

struct ct_script {
  torch::jit::Module module;
};

namespace {

const ct_script &unwrap(const ct_script *script) {
  TORCH_CHECK(script, "a program is missing");
  return *script;
}

/// The tensors of a value, in their order.
std::vector<at::Tensor> tensors(const c10::IValue &value) {
  if (value.isTensor()) return {value.toTensor()};
  if (value.isTensorList()) return value.toTensorVector();
  TORCH_CHECK(value.isTuple() || value.isList(), "its forward gives a ", value.tagKind(),
              "; a tensor, or a tuple or list of tensors is wanted");
  std::vector<at::Tensor> found;
  const auto add = [&](const c10::IValue &element) {
    if (element.isTensor()) found.push_back(element.toTensor());
  };
  if (value.isTuple()) {
    for (const auto &element : value.toTupleRef().elements()) add(element);
  } else {
    for (const c10::IValue &element : value.toListRef()) add(element);
  }
  return found;
}

/// Numbers as float32, of those that can be so.
at::Tensor plain(const at::Tensor &tensor) {
  TORCH_CHECK(tensor.defined(), "its forward gives an undefined tensor");
  TORCH_CHECK(tensor.layout() == at::kStrided && !tensor.is_quantized() && !tensor.is_complex(),
              "its forward gives a tensor of type ", tensor.toString(),
              "; real numbers in a dense tensor are wanted");
  return tensor.to(at::kFloat);
}

}  // namespace

ct_script *ct_script_load(const char *path, ct_device target, char **error) {
  return boundary(error, [&]() -> ct_script * {
    {
      caffe2::serialize::PyTorchStreamReader archive{std::string(path)};
      TORCH_CHECK(archive.hasRecord("constants.pkl"),
                  "a file of PyTorch's that holds no program, such as weights alone");
    }
    auto module = torch::jit::load(std::string(path), device(target));
    module.eval();
    return new ct_script{std::move(module)};
  });
}

void ct_script_free(ct_script *script) { delete script; }

bool ct_script_arity(const ct_script *script, size_t *fewest, size_t *most, char **error) {
  return action_boundary(error, [&] {
    const auto forward = unwrap(script).module.find_method("forward");
    TORCH_CHECK(forward, "the program has no forward");
    const auto &arguments = forward->function().getSchema().arguments();
    *most = arguments.empty() ? 0 : arguments.size() - 1;  // the first is the module itself
    *fewest = 0;
    for (size_t i = 1; i < arguments.size(); ++i) *fewest += !arguments[i].default_value();
  });
}

ct_tensor *ct_script_forward(ct_script *script, const ct_tensor *const *inputs, size_t count,
                             size_t output, char **error) {
  return tensor_boundary(error, [&] {
    at::NoGradGuard without_gradients;
    // Compiling for each size of image anew would take longer than it spares, and round otherwise.
    torch::jit::GraphOptimizerEnabledGuard without_compiling(false);
    auto module = unwrap(script).module;
    std::vector<c10::IValue> arguments;
    for (const auto &value : unwrap_all(inputs, count)) arguments.emplace_back(value);
    const auto found = tensors(module.forward(std::move(arguments)));
    TORCH_CHECK(output < found.size(), "its forward gives ", found.size(),
                " tensors; number ", output, ", counted from 0, is wanted");
    return plain(found[output]);
  });
}

ct_tensor *ct_script_compile(const char *source, const char *const *names,
                             const ct_tensor *const *tensors, size_t count, const char *notes,
                             char **error) {
  return tensor_boundary(error, [&] {
    const auto values = unwrap_all(tensors, count);
    torch::jit::Module module("Network");
    module.register_attribute("training", c10::BoolType::get(), false);
    for (size_t i = 0; i < count; ++i) module.register_buffer(names[i], values[i]);
    module.define(source);
    std::ostringstream file;
    module.save(file, {{"notes.json", notes}});
    const std::string bytes = file.str();
    auto result = at::empty({static_cast<int64_t>(bytes.size())}, at::kByte);
    std::memcpy(result.mutable_data_ptr(), bytes.data(), bytes.size());
    return result;
  });
}
