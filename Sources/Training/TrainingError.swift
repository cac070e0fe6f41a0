// SPDX-License-Identifier: Apache-2.0

/// What can end a training run.
public struct TrainingError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure; new kinds may come.
  public struct Code: Sendable, Hashable {
    private let name: String
    /// Invalid setting.
    public static let configuration = Self(name: "configuration")
    /// The run's folder cannot be used or written.
    public static let folder = Self(name: "folder")
    /// A checkpoint is damaged or of another run.
    public static let checkpoint = Self(name: "checkpoint")
    /// The losses are not finite any more.
    public static let diverged = Self(name: "diverged")
  }

  /// The kind of failure.
  public let code: Code
  /// One line: what was found, what was wanted.
  public let description: String

  static func configuration(_ message: String) -> Self {
    Self(code: .configuration, description: "training configuration: \(message)")
  }

  static func folder(_ message: String) -> Self { Self(code: .folder, description: message) }
  static func checkpoint(_ message: String) -> Self {
    Self(code: .checkpoint, description: message)
  }
  static func diverged(_ message: String) -> Self { Self(code: .diverged, description: message) }
}
