// SPDX-License-Identifier: Apache-2.0

// A store that listens at one address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ctorch {

// A socket that listens at `port` of `host` alone, for a store to take over. None where `host` is a
// name, which other machines may know by another address than this one, or where it cannot listen
// there: then the store listens at all addresses, as PyTorch's, or says why it cannot.
std::optional<int> listening_socket(const std::string &host, uint16_t port);

}  // namespace ctorch
