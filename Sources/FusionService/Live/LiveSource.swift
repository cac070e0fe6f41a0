// SPDX-License-Identifier: Apache-2.0

public import Geometry
public import Video

/// Two cameras that are fused while the service runs, for whoever looks.
public struct LiveSource: Sendable {
  /// What requests call it: letters, digits, `-` and `_`.
  public let name: String
  /// The visible camera, which leads.
  public let first: any FrameSource
  /// The infrared one.
  public let second: any FrameSource
  /// How the second camera lies on the first one; nil: they see the same.
  public let rig: Rig?

  /// Names both cameras.
  ///
  /// - Precondition: The name is of letters, digits, `-` and `_`.
  public init(
    name: String, first: any FrameSource, second: any FrameSource, rig: Rig? = nil
  ) {
    precondition(
      Self.isName(name), "LiveSource: the name is \(name), letters and digits are wanted")
    (self.name, self.first, self.second, self.rig) = (name, first, second, rig)
  }

  /// Whether a text can be a name.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
      }
  }
}
