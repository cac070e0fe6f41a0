// SPDX-License-Identifier: Apache-2.0

public import Geometry

/// What whoever runs a long fusion wants to know while it goes on.
public enum VideoNotice: Sendable, Equatable {
  /// A live source sends nothing: for how long, and what was last said of it, if anything.
  case silence(source: String, Duration, reason: String?)
  /// How the cameras lie on each other was found, and how sure that is, in words.
  case aligned(Rig, String)
  /// It was looked for and is not sure, why in words; the first source stands alone meanwhile.
  case unaligned(String)
  /// This machine's clock, whose times live sources have, was set back, by how much; the fusion
  /// ends, and what there is of the film is completed.
  case clockSetBack(Duration)
  /// A film is damaged or cut off, why in words, and was read as far as that goes.
  case damaged(source: String, reason: String)
}

extension VideoNotice: CustomStringConvertible {
  /// One line.
  public var description: String {
    switch self {
    case .silence(let source, let time, let reason):
      "Waiting for \(source): nothing for \(Int(time / .seconds(1))) s"
        + (reason.map { " (\($0))" } ?? "")
    case .aligned(let rig, let summary): "Aligned: \(rig); \(summary)"
    case .unaligned(let summary):
      "Not aligned yet, VISIBLE is shown alone: \(summary); it goes on to be looked for"
    case .clockSetBack(let step):
      "The clock was set back by \(Int(step / .seconds(1))) s: the film ends here"
    case .damaged(let source, let reason):
      "Warning: \(source): may be damaged or cut off (\(reason)); what could be read is fused"
    }
  }
}
