// SPDX-License-Identifier: Apache-2.0

// Runs NCCL's calls, any of which may wait for other ranks, in threads.
#include "Communicator.hpp"

#include <ATen/Functions.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>

#include "Nccl.hpp"

namespace ctorch {

struct Communicator::State {
  const Nccl &nccl = *Nccl::library();
  /// Null before the ranks are connected, and at the end.
  std::atomic<Nccl::Communicator> handle = nullptr;
  /// Held during a call that uses the handle.
  std::mutex mutex;

  void end(Nccl::Result (*how)(Nccl::Communicator)) {
    const std::lock_guard lock(mutex);
    if (const auto ended = handle.exchange(nullptr)) how(ended);
  }
};

Communicator::Communicator(at::Device device)
    : device(device), state_(std::make_shared<State>()) {}

at::Tensor Communicator::empty_id() { return at::zeros({sizeof(Nccl::UniqueId)}, at::kByte); }

at::Tensor Communicator::make_id() {
  const Nccl &nccl = *Nccl::library();
  Nccl::UniqueId id;
  nccl.check(nccl.get_unique_id(&id));
  auto tensor = empty_id();
  std::memcpy(tensor.mutable_data_ptr(), &id, sizeof id);
  return tensor;
}

std::future<void> Communicator::start(std::function<void(State &)> body) const {
  std::packaged_task<void()> task([state = state_, device = device, body = std::move(body)] {
    const c10::DeviceGuard guard(device);
    body(*state);
  });
  auto end = task.get_future();
  std::thread(std::move(task)).detach();
  return end;
}

std::future<void> Communicator::connect(const at::Tensor &id, int rank, int size) {
  Nccl::UniqueId bytes;
  std::memcpy(&bytes, id.const_data_ptr(), sizeof bytes);
  return start([=](State &state) {
    Nccl::Communicator handle = nullptr;
    state.nccl.check(state.nccl.connect(&handle, size, bytes, rank));
    state.handle = handle;
  });
}

bool Communicator::takes(at::ScalarType type) { return Nccl::type(type).has_value(); }

// The stream's work up to now comes first; the wait is for all of it.
template <typename Call>
static auto on_stream(const at::Tensor &tensor, Call call) {
  const auto device = tensor.device();
  const auto stream = c10::impl::VirtualGuardImpl(device.type()).getStream(device);
  return [=](auto &state) {
    {
      const std::lock_guard lock(state.mutex);
      state.nccl.check(call(state, static_cast<Nccl::Stream>(stream.native_handle())));
    }
    stream.synchronize();
  };
}

std::future<void> Communicator::all_reduce(const at::Tensor &tensor) {
  return start(on_stream(tensor, [=](State &state, Nccl::Stream stream) {
    void *data = tensor.mutable_data_ptr();
    return state.nccl.all_reduce(data, data, static_cast<size_t>(tensor.numel()),
                                 Nccl::type(tensor.scalar_type()).value(), Nccl::sum, state.handle,
                                 stream);
  }));
}

std::future<void> Communicator::broadcast(const at::Tensor &tensor, int root) {
  return start(on_stream(tensor, [=](State &state, Nccl::Stream stream) {
    void *data = tensor.mutable_data_ptr();
    return state.nccl.broadcast(data, data, static_cast<size_t>(tensor.numel()),
                                Nccl::type(tensor.scalar_type()).value(), root, state.handle,
                                stream);
  }));
}

void Communicator::check() const {
  const auto handle = state_->handle.load();
  if (!handle) return;
  Nccl::Result result = 0;
  state_->nccl.check(state_->nccl.asynchronous_error(handle, &result));
  if (result != Nccl::in_progress) state_->nccl.check(result);
}

void Communicator::close(std::chrono::milliseconds patience) {
  start([](State &state) { state.end(state.nccl.destroy); }).wait_for(patience);
}

void Communicator::abort(std::chrono::milliseconds patience) {
  start([](State &state) { state.end(state.nccl.abort); }).wait_for(patience);
}

}  // namespace ctorch
