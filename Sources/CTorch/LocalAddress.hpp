// SPDX-License-Identifier: Apache-2.0

// Which of this machine's addresses others reach it by.
#pragma once

#include <cstdint>
#include <string>

namespace ctorch {

/// The address of this machine on the way to `host`; empty where there is no way.
std::string local_address(const std::string &host, uint16_t port);

}  // namespace ctorch
