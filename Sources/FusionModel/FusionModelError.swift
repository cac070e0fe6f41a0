// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What can go wrong in loading a model or computing with it.
public struct FusionModelError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure; new kinds may come.
  public struct Code: Sendable, Hashable {
    private let name: String
    /// A network cannot be built so.
    public static let configuration = Self(name: "configuration")
    /// A weight file is missing, malformed, or of another network.
    public static let weights = Self(name: "weights")
    /// The device or precision is not available.
    public static let device = Self(name: "device")
    /// So many CPU threads cannot be used.
    public static let threads = Self(name: "threads")
    /// LibTorch failed.
    public static let engine = Self(name: "engine")
  }

  /// The kind of failure.
  public let code: Code
  /// One line: what was found, what was wanted.
  public let description: String

  static func configuration(_ message: String) -> Self {
    Self(code: .configuration, description: "model configuration: \(message)")
  }

  package static func weights(_ message: String) -> Self {
    Self(code: .weights, description: message)
  }
  static func device(_ message: String) -> Self { Self(code: .device, description: message) }
  static func engine(_ message: String) -> Self { Self(code: .engine, description: message) }

  /// - Throws: An error of the code ``Code/threads`` for a number that the engine does not take.
  package static func checkThreads(_ count: Int?) throws {
    guard let count, !Engine.threadCounts.contains(count) else { return }
    let counts = Engine.threadCounts
    throw Self(
      code: .threads,
      description: "\(count) threads; \(counts.lowerBound) to \(counts.upperBound) are wanted")
  }
}
