// SPDX-License-Identifier: Apache-2.0

// Collectives that know when a rank is lost.
#include "Group.hpp"

#include "DeviceOffer.hpp"
#include "ListeningSocket.hpp"
#include "LocalAddress.hpp"

#include <cstdio>
#include <cstdlib>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

namespace ctorch {

// A rank that is heard of may take its time: it may be writing a checkpoint.
static const auto patience = std::chrono::minutes(30);
// Beats that may be late without meaning anything.
static const int grace = 3;

static std::string seconds(Milliseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(time.count()) / 1000);
  return text;
}

static std::string joined(const std::vector<int> &ranks) {
  std::string text;
  for (const int rank : ranks) text += (text.empty() ? "" : ", ") + std::to_string(rank);
  return text;
}

// The network to use: the one that is named, as PyTorch does; else the one on which the store is.
static std::shared_ptr<gloo::transport::Device> network(const ct_group_address &store) {
  using c10d::ProcessGroupGloo;
  const char *interface = std::getenv("GLOO_SOCKET_IFNAME");
  if (interface && *interface) return ProcessGroupGloo::createDeviceForInterface(interface);
  const auto own = local_address(store.host, store.port);
  return own.empty() ? ProcessGroupGloo::createDefaultDevice()
                     : ProcessGroupGloo::createDeviceForHostname(own);
}

Group::Group(const ct_group_address &address)
    : rank(address.rank),
      size(address.size),
      limit_(static_cast<int64_t>(address.silence_limit * 1000)),
      interval_(std::clamp(limit_ / 10, Milliseconds(20), Milliseconds(1000))),
      prefix_(address.prefix),
      hosts_store_(address.hosts_store),
      device_(device(address.device)) {
  TORCH_CHECK(rank >= 0 && rank < size, "rank ", rank, " of ", size, " does not exist");
  store_ = connect(address);
  DeviceOffer::make(*prefixed(store_), rank, device_);
  const auto missing = Heartbeat::announce(*prefixed(store_), rank, size);
  TORCH_CHECK(missing.empty(), "of ", size, " ranks, ", joined(missing), " did not come within ",
              seconds(limit_));
  heartbeat_ = std::make_unique<Heartbeat>(prefixed(store_->clone()), rank, size, interval_);
  try {
    auto options = c10d::ProcessGroupGloo::Options::create(limit_);
    options->devices.push_back(network(address));
    backend_ = c10::make_intrusive<c10d::ProcessGroupGloo>(prefixed(store_), rank, size, options);
    backend_->setTimeout(patience);
    detour_ = DeviceOffer::objection(DeviceOffer::all(*prefixed(store_), size));
  } catch (const std::exception &failure) {
    fail(failure.what());
  }
}

void Group::connect_devices() {
  if (!device_.is_cuda() || detour_) return;
  run([&] {
    std::vector<at::Tensor> id = {rank == 0 ? Communicator::make_id() : Communicator::empty_id()};
    wait(backend_->broadcast(id));
    communicator_ = std::make_unique<Communicator>(device_);
    wait(communicator_->connect(id[0], rank, size));
  });
}

Group::~Group() {
  if (communicator_ && !failure_) communicator_->close(limit_);
  // A collective that hangs on a lost rank cannot be ended, so its threads are left behind.
  if (failure_) (void)backend_.release();
}

StorePointer Group::connect(const ct_group_address &address) const {
  c10d::TCPStoreOptions options;
  options.port = address.port;
  options.isServer = address.hosts_store;
  if (options.isServer) options.masterListenFd = listening_socket(address.host, address.port);
  options.waitWorkers = false;
  // The client counts whole seconds.
  options.timeout = std::max(limit_, Milliseconds(1000));
  try {
    return c10::make_intrusive<c10d::TCPStore>(address.host, options);
  } catch (const c10::Error &failure) {
    const std::string place = address.host + (":" + std::to_string(address.port));
    TORCH_CHECK(!address.hosts_store, "rank ", rank, " cannot listen at ", place, ": ",
                failure.what_without_backtrace());
    TORCH_CHECK(false, "the store of the ranks at ", place, " could not be reached within ",
                seconds(options.timeout));
  }
}

StorePointer Group::prefixed(const StorePointer &store) const {
  return c10::make_intrusive<c10d::PrefixStore>(prefix_, store);
}

// Collectives want plain memory, of `device`; what lies elsewhere goes through it.
template <typename Body>
static void in_memory(at::Device device, at::Tensor &tensor, Body &&body) {
  const at::NoGradGuard guard;
  std::vector<at::Tensor> plain = {tensor.detach().to(device).contiguous()};
  body(plain);
  if (!plain[0].is_alias_of(tensor)) tensor.copy_(plain[0]);
}

bool Group::is_connected(const at::Tensor &tensor) const {
  return communicator_ && tensor.device() == device_ && Communicator::takes(tensor.scalar_type());
}

void Group::all_reduce(at::Tensor &tensor) {
  const bool connected = is_connected(tensor);
  in_memory(connected ? device_ : at::kCPU, tensor, [&](auto &plain) {
    run([&] {
      connected ? wait(communicator_->all_reduce(plain[0])) : wait(backend_->allreduce(plain));
    });
  });
}

void Group::broadcast(at::Tensor &tensor, int root) {
  TORCH_CHECK(root >= 0 && root < size, "rank ", root, " of ", size, " does not exist");
  c10d::BroadcastOptions options;
  options.rootRank = root;
  const bool connected = is_connected(tensor);
  in_memory(connected ? device_ : at::kCPU, tensor, [&](auto &plain) {
    run([&] {
      connected ? wait(communicator_->broadcast(plain[0], root))
                : wait(backend_->broadcast(plain, options));
    });
  });
}

void Group::barrier() {
  run([&] { wait(backend_->barrier()); });
}

void Group::run(const std::function<void()> &body) {
  TORCH_CHECK(!failure_, *failure_);
  check_ranks();
  std::string reason;
  try {
    return body();
  } catch (const c10::Error &failure) {
    reason = failure.what_without_backtrace();
  } catch (const std::exception &failure) {
    reason = failure.what();
  }
  if (failure_) end(*failure_);
  fail(reason);
}

void Group::wait(const WorkPointer &work) {
  while (!work->isCompleted()) {
    try {
      work->wait(interval_);
    } catch (const c10::Error &) {
      // The end of the interval; or a failure, which the wait below throws again.
      if (!work->isCompleted()) check_ranks();
    }
  }
  work->wait();
}

void Group::wait(std::future<void> work) {
  const auto deadline = Clock::now() + patience;
  while (work.wait_for(interval_) != std::future_status::ready) {
    check_ranks();
    communicator_->check();
    TORCH_CHECK(Clock::now() < deadline, "no end in ", patience.count(), " minutes");
  }
  work.get();
  communicator_->check();
}

static std::string lost(const Heartbeat::Silence &silence, int size) {
  return "rank " + std::to_string(silence.rank) + " of " + std::to_string(size) +
         " has not been heard of for " + seconds(silence.time);
}

void Group::check_ranks() {
  if (const auto verdict = heartbeat_->verdict()) end(*verdict);
  if (const auto silence = heartbeat_->silence(limit_)) end(lost(*silence, size));
}

void Group::fail(const std::string &reason) {
  const auto deadline = Clock::now() + 2 * grace * interval_;
  do {
    if (const auto verdict = heartbeat_->verdict()) end(*verdict);
    if (const auto silence = heartbeat_->silence(grace * interval_)) end(lost(*silence, size));
    std::this_thread::sleep_for(interval_ / 4);
  } while (Clock::now() < deadline);
  end("all ranks are there, but a collective failed: " + reason);
}

void Group::end(const std::string &message) {
  if (!failure_) {
    failure_ = message;
    try {
      Heartbeat::set_verdict(*prefixed(store_), message);
    } catch (const std::exception &) {
      // The store is gone with its rank, and so is everyone's reason to ask it.
    }
    if (communicator_) communicator_->abort(interval_);
    // With this process the store ends: first all shall have read why.
    if (hosts_store_) std::this_thread::sleep_for(grace * interval_);
  }
  throw std::runtime_error(message);
}

}  // namespace ctorch
