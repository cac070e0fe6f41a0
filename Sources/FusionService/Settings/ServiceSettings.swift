// SPDX-License-Identifier: Apache-2.0

public import Geometry

/// What a ``FusionServer`` serves, to whom, and within which limits.
public struct ServiceSettings: Sendable {
  /// The address that is listened at: an IP address, or `localhost`.
  public var host = "127.0.0.1"
  /// The port; 0: one that is free.
  public var port = 8080
  /// The networks that requests may name, the default one first; at least one.
  public var models: [ServedModel]
  /// The rigs that requests may name.
  public var rigs: [String: Rig] = [:]
  /// Cameras that are fused while it runs; their names differ.
  public var live: [LiveSource] = []
  /// What requests must bring to all that computes; nil: nothing.
  public var token: String?
  /// Names under which it may be called, beside `localhost` and IP addresses.
  public var hostNames: Set<String> = []
  /// What requests may cost.
  public var limits = ServiceLimits()
  /// The version that is told of.
  public var version: String
  /// Called once with the address, when it listens, by any thread.
  public var started: @Sendable (_ address: String) -> Void = { _ in }
  /// Called for each request that was answered, by any thread.
  public var log: @Sendable (RequestRecord) -> Void = { _ in }
  /// Called with what is to be known of live sources, a line at a time, by any thread.
  public var tell: @Sendable (_ line: String) -> Void = { _ in }
  /// Asked ten times a second; true ends the service, once what runs is done.
  public var isToStop: @Sendable () -> Bool = { false }

  /// All else at its default.
  ///
  /// - Precondition: There is a model.
  public init(models: [ServedModel], version: String) {
    precondition(!models.isEmpty, "ServiceSettings: no model, at least 1 is wanted")
    (self.models, self.version) = (models, version)
  }
}
