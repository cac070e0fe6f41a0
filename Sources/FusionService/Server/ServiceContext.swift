// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

/// The connection of a request.
struct ServiceContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }

  /// Whether the client is there.
  ///
  /// - Throws: ``Problem/clientGone`` where the connection has ended.
  func presence() async throws(Problem) -> ClientPresence {
    do {
      return try await channel.eventLoop.submit { [channel] in
        try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).presence
      }.get()
    } catch { throw .clientGone }
  }
}
