// SPDX-License-Identifier: Apache-2.0

/// What a registration found, and whether it is to be held for better.
public struct RigidPlacement: Sendable {
  /// Where the search began: from the base's patient coordinates to the overlay's, in millimeters.
  public let start: AffineTransform3D
  /// Where it ended.
  public let found: AffineTransform3D
  /// How far the middle of what the base shows was moved, in millimeters.
  public let shift: Double
  /// By how many degrees it was turned.
  public let turn: Double
  /// Normalized mutual information at the start: 1 where neither volume tells of the other, 2 where
  /// each tells all; of means over 2 mm.
  public let informationBefore: Double
  /// The same at the end.
  public let informationAfter: Double

  /// Whether the information rose by ``RigidRegistration/leastGain``; else nothing is claimed.
  public var isBetter: Bool { informationAfter >= informationBefore + RigidRegistration.leastGain }

  /// From the base's patient coordinates to the overlay's: what was found where it is better, else
  /// the start.
  public var placement: AffineTransform3D { isBetter ? found : start }
}

extension RigidPlacement: CustomStringConvertible {
  /// "moved by 9.8 mm and turned by 7.1 degrees; normalized mutual information 1.2534, before
  /// 1.0892".
  public var description: String {
    let (before, after) = (decimal(informationBefore, 4), decimal(informationAfter, 4))
    return isBetter
      ? "moved by \(decimal(shift, 1)) mm and turned by \(decimal(turn, 1)) degrees; normalized "
        + "mutual information \(after), before \(before)"
      : "left where it was: normalized mutual information did not rise by "
        + "\(RigidRegistration.leastGain), before \(before), at the best \(after)"
  }
}

/// A number with so many decimal places, and no more than 15 digits.
func decimal(_ value: Double, _ places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  guard abs(value) * Double(scale) < 1e15 else { return "\(value)" }
  let whole = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(whole)" }
  let part = String(whole % scale)
  return "\(sign)\(whole / scale)." + String(repeating: "0", count: places - part.count) + part
}
