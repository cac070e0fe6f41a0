// SPDX-License-Identifier: Apache-2.0

public import CodedErrors

/// What can end a training run.
public struct TrainingError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "diverged".
    public let description: String

    /// Invalid setting.
    public static let configuration = Self(description: "configuration")
    /// The run's folder cannot be used or written.
    public static let folder = Self(description: "folder")
    /// The run's folder holds a run already, and a new one was to begin.
    public static let runExists = Self(description: "runExists")
    /// A checkpoint is damaged or of another run.
    public static let checkpoint = Self(description: "checkpoint")
    /// The variables that `torchrun` sets are not all there, or make no sense.
    public static let environment = Self(description: "environment")
    /// The engine failed: memory, the device, another rank that cannot be reached.
    public static let engine = Self(description: "engine")
    /// The losses are not finite any more.
    public static let diverged = Self(description: "diverged")
  }

  /// The kind of failure.
  public let code: Code
  /// "training configuration" where that is at fault; nil elsewhere, where the message says it all.
  public let subject: String?
  /// What was found and what was wanted, in one line; of a file with its name.
  public let message: String

  private init(_ code: Code, about subject: String? = nil, _ message: String) {
    (self.code, self.subject, self.message) = (code, subject, message)
  }

  static func configuration(_ message: String) -> Self {
    Self(.configuration, about: "training configuration", message)
  }

  static func folder(_ message: String) -> Self { Self(.folder, message) }
  static func runExists(_ message: String) -> Self { Self(.runExists, message) }
  static func checkpoint(_ message: String) -> Self { Self(.checkpoint, message) }
  static func environment(_ message: String) -> Self { Self(.environment, message) }
  static func engine(_ message: String) -> Self { Self(.engine, message) }
  static func diverged(_ message: String) -> Self { Self(.diverged, message) }
}
