// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// The connection of a request.
struct ServiceContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }

  /// Whether the client is there.
  func presence() async throws -> ClientPresence {
    try await channel.eventLoop.submit { [channel] in
      try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).presence
    }.get()
  }
}
