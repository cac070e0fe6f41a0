// SPDX-License-Identifier: Apache-2.0

/// A fused volume as a series of DICOM: Secondary Capture images (PS 3.3, A.8.1), RGB of 8 bits,
/// each a slice as it is shown.
struct SecondaryCapture {
  private static let imageClass = "1.2.840.10008.5.1.4.1.1.7"
  private static let explicitLittle = "1.2.840.10008.1.2.1"
  private static let warning = "Not for diagnosis: fused values are no measurement."

  private let fused: FusedVolume
  /// Of patient and study; nothing where they are left out.
  private let texts: [UInt32: [UInt8]]
  private let characterSet: [UInt8]
  private let study: [UInt8]
  private let series = newDICOMIdentifier()
  private let frameOfReference: [UInt8]

  /// - Parameters:
  ///   - fused: The volume.
  ///   - keepsPatient: Whether patient, study, frame of reference and the base's images are named.
  init(_ fused: FusedVolume, keepsPatient: Bool) {
    self.fused = fused
    let origin = keepsPatient ? fused.base.volume.origins.first : nil
    texts = origin?.texts ?? [:]
    characterSet = origin?.characterSet ?? []
    study = texts[0x0020_000d] ?? Array(newDICOMIdentifier().utf8)
    frameOfReference = texts[0x0020_0052] ?? Array(newDICOMIdentifier().utf8)
  }

  /// The file of a slice.
  func file(_ number: Int) -> [UInt8] {
    let instance = newDICOMIdentifier()
    var head = DICOMElements()
    head.add(0x0002_0001, "OB", [0, 1])
    head.add(0x0002_0002, "UI", Self.imageClass)
    head.add(0x0002_0003, "UI", instance)
    head.add(0x0002_0010, "UI", Self.explicitLittle)
    head.add(0x0002_0012, "UI", "2.25.190463402154911127044203190467714498433")
    head.add(0x0002_0013, "SH", "DAEFUSE")
    var start = DICOMElements()
    start.add(
      0x0002_0000, "UL", withUnsafeBytes(of: UInt32(head.bytes.count).littleEndian, Array.init))
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + start.bytes + head.bytes
      + elements(number, instance).bytes
  }

  private func elements(_ number: Int, _ instance: String) -> DICOMElements {
    var elements = DICOMElements()
    // What is written here anew is ASCII, which all sets have.
    if !characterSet.isEmpty { elements.add(0x0008_0005, "CS", text: characterSet) }
    elements.add(0x0008_0008, "CS", "DERIVED\\SECONDARY")
    elements.add(0x0008_0016, "UI", Self.imageClass)
    elements.add(0x0008_0018, "UI", instance)
    keep(0x0008_0020, "DA", in: &elements)
    keep(0x0008_0030, "TM", in: &elements)
    keep(0x0008_0050, "SH", in: &elements)
    elements.add(0x0008_0060, "CS", "OT")
    elements.add(0x0008_0064, "CS", "WSD")
    keep(0x0008_0090, "PN", in: &elements)
    elements.add(0x0008_103e, "LO", "Fused, not for diagnosis")
    elements.add(0x0008_2111, "ST", "Two volumes fused slice by slice. \(Self.warning)")
    addSource(of: number, to: &elements)
    addPatient(to: &elements)
    elements.add(0x0020_000d, "UI", text: study)
    elements.add(0x0020_000e, "UI", series)
    keep(0x0020_0010, "SH", in: &elements)
    elements.add(0x0020_0011, "IS", "")
    elements.add(0x0020_0013, "IS", "\(number + 1)")
    addPlace(number, to: &elements)
    elements.add(0x0020_4000, "LT", Self.warning)
    addPixels(number, to: &elements)
    return elements
  }

  private func keep(_ tag: UInt32, _ kind: String, in elements: inout DICOMElements) {
    elements.add(tag, kind, text: texts[tag] ?? [])
  }

  private func addPatient(to elements: inout DICOMElements) {
    keep(0x0010_0010, "PN", in: &elements)
    keep(0x0010_0020, "LO", in: &elements)
    keep(0x0010_0030, "DA", in: &elements)
    keep(0x0010_0040, "CS", in: &elements)
    if texts.isEmpty {
      elements.add(0x0012_0062, "CS", "YES")
      elements.add(0x0012_0063, "LO", "Written anew: nothing of the sources is kept")
    }
    elements.add(0x0018_1016, "LO", "daefuse")
  }

  /// The base's image that the slice shows, where it is shown as it was scanned.
  private func addSource(of number: Int, to elements: inout DICOMElements) {
    let (view, origins) = (fused.view, fused.base.volume.origins)
    guard !texts.isEmpty, view.through.index == 2, origins.count == view.count else { return }
    let origin = origins[view.through.isReversed ? view.count - 1 - number : number]
    var item = DICOMElements()
    item.add(0x0008_1150, "UI", origin.sopClass)
    item.add(0x0008_1155, "UI", origin.sopInstance)
    elements.add(0x0008_2112, items: [item])
  }

  private func addPlace(_ number: Int, to elements: inout DICOMElements) {
    let place = fused.view.place(ofSlice: number)
    // To the left and to the back, as DICOM has it.
    let turn = SIMD3<Double>(-1, -1, 1)
    let (across, down) = (place.i * turn, place.j * turn)
    let position = place.origin * turn
    elements.add(0x0020_0020, "CS", fused.view.orientation)
    elements.add(0x0020_0032, numbers: [position.x, position.y, position.z])
    let axes = [across / length(across), down / length(down)]
    elements.add(0x0020_0037, numbers: axes.flatMap { [$0.x, $0.y, $0.z] })
    elements.add(0x0020_0052, "UI", text: frameOfReference)
    elements.add(0x0020_0060, "CS", "")
    elements.add(0x0020_1040, "LO", "")
  }

  private func addPixels(_ number: Int, to elements: inout DICOMElements) {
    let view = fused.view
    elements.add(0x0028_0002, 3)
    elements.add(0x0028_0004, "CS", "RGB")
    elements.add(0x0028_0006, 0)
    elements.add(0x0028_0010, view.height)
    elements.add(0x0028_0011, view.width)
    elements.add(0x0028_0030, numbers: [view.spacing.y, view.spacing.x])
    elements.add(0x0028_0100, 8)
    elements.add(0x0028_0101, 8)
    elements.add(0x0028_0102, 7)
    elements.add(0x0028_0103, 0)
    elements.add(0x0028_0301, "CS", "NO")
    if let lossy = fused.base.volume.lossy ?? fused.overlay.volume.lossy {
      elements.add(0x0028_2110, "CS", "01")
      if !lossy.ratios.isEmpty { elements.add(0x0028_2112, "DS", text: lossy.ratios) }
      if !lossy.methods.isEmpty { elements.add(0x0028_2114, "CS", text: lossy.methods) }
    }
    var pixels = fused.bytes(number)
    if pixels.count % 2 == 1 { pixels.append(0) }
    elements.add(0x7fe0_0010, "OB", pixels)
  }
}
