// SPDX-License-Identifier: Apache-2.0

// What a rank says of its device, and what comes of what all say.
#include "DeviceOffer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>

#include "CTorch.h"
#include "Nccl.hpp"

namespace ctorch {

static const std::string refusal = "no ";

static std::string key(int rank) { return "device/" + std::to_string(rank); }

static std::string variable(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

// The device, the machine as NCCL tells it from others, and which of its devices this rank sees.
static std::string place(at::Device device) {
  char host[256] = "";
  (void)gethostname(host, sizeof host - 1);
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  return device.str() + " of " + host + " " + boot + " " + variable("CUDA_VISIBLE_DEVICES");
}

static std::string offer(at::Device device) {
  if (!device.is_cuda()) return "";
  if (device.index() >= ct_device_count(CT_CUDA)) return refusal + device.str() + " is not there";
  if (variable("DAEFUSE_NCCL") == "0") return refusal + "DAEFUSE_NCCL=0";
  try {
    return Nccl::library() ? place(device) : refusal + "libnccl.so.2 is not there";
  } catch (const std::exception &failure) {
    return refusal + failure.what();
  }
}

void DeviceOffer::make(c10d::Store &store, int rank, at::Device device) {
  store.set(key(rank), offer(device));
}

std::vector<std::string> DeviceOffer::all(c10d::Store &store, int size) {
  std::vector<std::string> keys, offers;
  for (int rank = 0; rank < size; ++rank) keys.push_back(key(rank));
  for (const auto &bytes : store.multiGet(keys)) offers.emplace_back(bytes.begin(), bytes.end());
  return offers;
}

static std::optional<std::string> reason(const std::vector<std::string> &offers, size_t rank) {
  const auto name = "rank " + std::to_string(rank);
  const auto &own = offers[rank];
  if (own.empty()) return name + " is on no CUDA device";
  if (own.starts_with(refusal)) return name + ": " + own.substr(refusal.size());
  const auto found = std::find(offers.begin(), offers.end(), own);
  const auto first = static_cast<size_t>(found - offers.begin());
  if (first == rank) return std::nullopt;
  return "ranks " + std::to_string(first) + " and " + std::to_string(rank) + " share " +
         own.substr(0, own.find(' '));
}

std::optional<std::string> DeviceOffer::objection(const std::vector<std::string> &offers) {
  if (std::ranges::all_of(offers, &std::string::empty)) return std::nullopt;
  for (size_t rank = 0; rank < offers.size(); ++rank)
    if (const auto found = reason(offers, rank)) return found;
  return std::nullopt;
}

}  // namespace ctorch
