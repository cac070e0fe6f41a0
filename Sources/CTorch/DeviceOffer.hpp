// SPDX-License-Identifier: Apache-2.0

// Which device a rank computes on, for the others to see.
#pragma once

#include <c10/core/Device.h>

#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/distributed/c10d/Store.hpp>

namespace ctorch {

/// A line in the store a rank. It is empty where the rank computes on no CUDA device, says `no` and
/// why where it cannot connect its device to others, else names that device among all machines.
struct DeviceOffer {
  static void make(c10d::Store &store, int rank, at::Device device);

  /// Those of all ranks, which have been made.
  static std::vector<std::string> all(c10d::Store &store, int size);

  /// Why the ranks' devices cannot be connected, in one line; none where they can, or where none is
  /// a CUDA device.
  static std::optional<std::string> objection(const std::vector<std::string> &offers);
};

}  // namespace ctorch
