// SPDX-License-Identifier: Apache-2.0

/// Whose scan a volume is, and in which coordinates it lies.
public struct ScanIdentity: Sendable, Hashable, Codable {
  /// The patient's identifier (0010,0020); nil where the file says none.
  public let patientID: String?
  /// The patient's name (0010,0010); nil where the file says none.
  public let patientName: String?
  /// The frame of reference (0020,0052): scans of one lie in the same coordinates; nil where the
  /// file names none.
  public let frameOfReference: String?

  /// Describes a scan.
  public init(patientID: String?, patientName: String?, frameOfReference: String?) {
    (self.patientID, self.patientName) = (patientID, patientName)
    self.frameOfReference = frameOfReference
  }

  /// Whether two scans may be of one patient: identifiers decide where both have one, else names,
  /// which consoles write in large and small letters; what is not known differs from nothing.
  func isOfSamePatient(as other: Self) -> Bool {
    if let mine = patientID, let another = other.patientID { return mine == another }
    guard let mine = patientName, let another = other.patientName else { return true }
    return Self.plain(mine) == Self.plain(another)
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().reversed().drop { $0 == "^" || $0 == " " }.reversed())
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
    guard mine.isOfSamePatient(as: other) else {
      let what = mine.patientID != nil && other.patientID != nil ? "PatientID" : "PatientName"
      throw VolumesError(
        .geometry, "base and overlay are of two patients (\(what) differs); scans of one are wanted"
      )
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
