// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How ``SpeedReport`` is written.
enum SpeedFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}
