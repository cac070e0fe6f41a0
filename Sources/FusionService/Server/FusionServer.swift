// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Fuses pairs of images over HTTP, and serves a page that does.
public struct FusionServer: Sendable {
  private let state: ServiceState

  /// Prepares the service.
  ///
  /// - Throws: ``ServiceError`` where the page's files are not beside the program.
  public init(_ settings: ServiceSettings) throws(ServiceError) {
    state = try ServiceState(settings)
  }

  /// Listens and answers, until ``ServiceSettings/isToStop`` says so and what runs is done.
  ///
  /// - Throws: ``ServiceError`` where the address cannot be listened at.
  public func run() async throws {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        do { try await group.run() } catch let error as IOError {
          let place = "\(state.settings.host):\(state.settings.port)"
          throw ServiceError(.address, place, "cannot be listened at: \(error)")
        }
      }
      for (source, feed) in zip(state.settings.live, state.feeds) {
        tasks.addTask { await LiveFusing(source, feed, state).run() }
      }
      tasks.addTask {
        try await stopped()
        await drained()
        await group.triggerGracefulShutdown()
        // Clients that do not go by themselves are left behind.
        try await Task.sleep(for: .seconds(2))
      }
      try await tasks.next()
      tasks.cancelAll()
    }
  }

  /// Waits for the word to stop.
  private func stopped() async throws {
    while !state.settings.isToStop() { try await Task.sleep(for: .milliseconds(100)) }
  }

  /// Refuses new jobs and waits until the old ones are answered, for so long at most.
  private func drained() async {
    state.drain()
    let start = ContinuousClock.now
    repeat {
      try? await Task.sleep(for: .milliseconds(50))
    } while state.requestCount > 0
      && ContinuousClock.now - start < state.settings.limits.drainTime
  }

  private var application: some ApplicationProtocol {
    let (settings, limits) = (state.settings, state.settings.limits)
    var decoding = HTTP1Channel.Configuration.DecoderConfiguration()
    (decoding.maxHeaderFieldSize, decoding.maxHeaderListSize) = (8 << 10, 16 << 10)
    decoding.maxHeaderFieldCount = 100
    let connection = HTTP1Channel.Configuration(
      additionalChannelHandlers: [guardOfConnection()], idleTimeout: .init(limits.idleTime),
      httpDecoderConfiguration: decoding)
    return Application(
      responder: ServiceResponder(state), server: .http1(configuration: connection),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? settings.port
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        settings.started("http://\(host):\(port)")
      },
      logger: logger)
  }

  @Sendable private func guardOfConnection() -> ConnectionGuard {
    ConnectionGuard(state.settings.limits) { [metrics = state.metrics] in metrics.count(dropped: $0)
    }
  }

  /// The server's own words are of no use to whoever runs it: requests have lines of their own.
  private var logger: Logger { Logger(label: "daefuse") { _ in SwiftLogNoOpLogHandler() } }
}
