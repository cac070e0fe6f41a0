// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Tensors

/// What can go wrong in loading a model or computing with it.
public struct FusionModelError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "weights".
    public let description: String

    /// A network cannot be built so.
    public static let configuration = Self(description: "configuration")
    /// A weight file is missing, malformed, or of another network.
    public static let weights = Self(description: "weights")
    /// The device or precision is not available.
    public static let device = Self(description: "device")
    /// So many CPU threads cannot be used.
    public static let threads = Self(description: "threads")
    /// A network cannot be written for other engines.
    public static let export = Self(description: "export")
    /// LibTorch failed.
    public static let engine = Self(description: "engine")
  }

  /// The kind of failure.
  public let code: Code
  /// "model configuration" where that is at fault; nil elsewhere, where the message says it all.
  public let subject: String?
  /// What was found and what was wanted, in one line; of a file with its name.
  public let message: String

  private init(_ code: Code, about subject: String? = nil, _ message: String) {
    (self.code, self.subject, self.message) = (code, subject, message)
  }

  static func configuration(_ message: String) -> Self {
    Self(.configuration, about: "model configuration", message)
  }

  package static func weights(_ message: String) -> Self { Self(.weights, message) }
  static func device(_ message: String) -> Self { Self(.device, message) }
  static func export(_ message: String) -> Self { Self(.export, message) }
  static func engine(_ message: String) -> Self { Self(.engine, message) }

  /// - Throws: An error of the code ``Code/threads`` for a number that the engine does not take.
  package static func checkThreads(_ count: Int?) throws {
    guard let count, !Engine.threadCounts.contains(count) else { return }
    let counts = Engine.threadCounts
    throw Self(
      .threads, "\(count) threads; \(counts.lowerBound) to \(counts.upperBound) are wanted")
  }
}
