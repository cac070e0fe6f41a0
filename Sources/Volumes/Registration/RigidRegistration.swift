// SPDX-License-Identifier: Apache-2.0

/// Finds the turn and the shift that lay one scan of a patient onto another of another kind.
///
/// Six numbers, a turn about the middle of what the base shows and a shift, are changed until the
/// normalized mutual information of both volumes is greatest (Studholme et al. 1999), on means over
/// 8, then 4, then 2 millimeters. Offsets up to 30 mm and 30 degrees are found in heads; what is
/// found depends on the pair alone, without chance.
///
/// Not for diagnosis: a placement that stands out may still be wrong. Look at it.
public struct RigidRegistration: Sendable {
  /// By how much the information has to rise at least, and to exceed that of places beside: three
  /// times what pairs with noise instead of a scan came to.
  public static let leastGain = 0.003
  /// The least share of the smaller volume that lies within the other.
  public static let leastOverlap = 0.25

  /// Makes a registration.
  public init() {}

  /// Finds where a volume lies.
  ///
  /// - Parameters:
  ///   - base: What stays, such as MRI.
  ///   - overlay: What is laid onto it, such as CT, PET, SPECT, or MRI of another contrast.
  ///   - start: Where the search begins: from the base's patient coordinates to the overlay's, in
  ///     millimeters.
  /// - Returns: What was found, and whether it is better.
  /// - Throws: ``VolumesError`` with `registration` where there is nothing to go by: one of the
  ///   volumes shows nothing, they have too little in common, or no place stands out from those
  ///   10 mm and 10 degrees beside it, as with noise or a ball. `CancellationError` where the task
  ///   was cancelled.
  public func callAsFunction(
    _ base: Volume, _ overlay: Volume, from start: AffineTransform3D = .identity
  ) throws -> RigidPlacement {
    let pair = try RegistrationPair(base, overlay, start: start)
    var motion = RigidMotion(about: pair.foreground.middle)
    for (number, scale) in RegistrationPair.Scale.all.enumerated() {
      let agreement = try pair.agreement(scale, seed: UInt64(number))
      if number == 0 { try pair.checkOverlap(agreement) }
      motion = try climb(agreement, scale, from: motion, reach: pair.foreground.reach)
    }
    return try judge(motion, pair)
  }

  /// The motion of the greatest information near another one.
  private func climb(
    _ agreement: Agreement, _ scale: RegistrationPair.Scale, from motion: RigidMotion,
    reach: Double
  ) throws -> RigidMotion {
    let search = QuasiNewton(
      firstStep: scale.millimeters / 2, longestStep: 2 * scale.millimeters,
      shortestStep: scale.millimeters / 500, mostTries: 80)
    let found = try search.climb(from: motion.point(reach: reach)) { point in
      try Task.checkCancellation()
      return agreement.slope(motion.moved(to: point, reach: reach)).map { slope in
        (slope.information, QuasiNewton.Point(slope.turning / reach, slope.shifting))
      }
    }
    return found.map { motion.moved(to: $0, reach: reach) } ?? motion
  }

  /// What is to be held of a motion, by points that it was not found with.
  private func judge(_ motion: RigidMotion, _ pair: RegistrationPair) throws -> RigidPlacement {
    let agreement = try pair.agreement(.finest, seed: 1000)
    let found = pair.start.after(motion.map)
    guard let before = agreement.information(pair.start), let after = agreement.information(found)
    else {
      throw VolumesError(
        .registration,
        "where both volumes lie, one has a single value; there is nothing to register")
    }
    let beside = motion.neighbors.compactMap { agreement.information(found.after($0)) }.max() ?? 0
    guard after >= beside + Self.leastGain else {
      throw VolumesError(
        .registration,
        "no place stands out: normalized mutual information is \(decimal(after, 4)) at the best, "
          + "and \(decimal(beside, 4)) 10 mm or 10 degrees beside it; "
          + "\(Self.leastGain) more than that is wanted")
    }
    return RigidPlacement(
      start: pair.start, found: found, shift: length(motion.shift),
      turn: length(motion.turn) * 180 / .pi, informationBefore: before, informationAfter: after)
  }
}

extension RigidMotion {
  /// As numbers in millimeters: what is `reach` away moves about as far by each of them.
  fileprivate func point(reach: Double) -> QuasiNewton.Point {
    QuasiNewton.Point(turn * reach, shift)
  }

  /// A motion about the same center.
  fileprivate func moved(to point: QuasiNewton.Point, reach: Double) -> Self {
    var motion = self
    motion.turn = SIMD3(point[0], point[1], point[2]) / reach
    motion.shift = SIMD3(point[3], point[4], point[5])
    return motion
  }

  /// Twelve motions about the same center, by 10 degrees about and 10 mm along each axis, either
  /// way.
  fileprivate var neighbors: [AffineTransform3D] {
    (0..<3).flatMap { axis in
      [-1.0, 1].flatMap { sign in
        var (turned, shifted) = (Self(about: center), Self(about: center))
        turned.turn[axis] = sign * 10 * .pi / 180
        shifted.shift[axis] = sign * 10
        return [turned.map, shifted.map]
      }
    }
  }
}

extension QuasiNewton.Point {
  /// Six numbers, and two of zero.
  fileprivate init(_ first: SIMD3<Double>, _ second: SIMD3<Double>) {
    self.init(first.x, first.y, first.z, second.x, second.y, second.z, 0, 0)
  }
}
