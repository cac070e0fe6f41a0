// SPDX-License-Identifier: Apache-2.0

/// Whose scan a volume is, and in which coordinates it lies.
public struct ScanIdentity: Sendable, Hashable, Codable {
  /// The patient's identifier and name; nil where the file says neither.
  public let patient: String?
  /// The frame of reference (0020,0052): scans of one lie in the same coordinates; nil where the
  /// file names none.
  public let frameOfReference: String?

  /// Describes a scan.
  public init(patient: String?, frameOfReference: String?) {
    (self.patient, self.frameOfReference) = (patient, frameOfReference)
  }
}

extension Volume {
  /// Refuses to lay a scan of another patient, or of other coordinates, on this one.
  ///
  /// - Parameters:
  ///   - overlay: What is to be laid on this volume. Files that name neither patient nor frame of
  ///     reference, as those of NIfTI, are taken at their word that they fit.
  ///   - isPlaced: Whether a transform says how the two lie to each other: frames of reference may
  ///     differ then.
  /// - Throws: ``VolumesError`` with `geometry`.
  public func checkFits(_ overlay: Volume, isPlaced: Bool = false) throws(VolumesError) {
    guard let mine = identity, let other = overlay.identity else { return }
    if let patient = mine.patient, let another = other.patient, patient != another {
      throw VolumesError(
        .geometry,
        "base and overlay are of two patients; scans of one are wanted")
    }
    if !isPlaced, let frame = mine.frameOfReference, let another = other.frameOfReference,
      frame != another
    {
      throw VolumesError(
        .geometry,
        "base and overlay have two frames of reference, so nothing says how they lie to each other;"
          + " --register rigid finds it")
    }
  }
}
