// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Datasets
import Fusion
import Imaging
import Volumes

/// `daefuse volume`: two scans of one patient.
struct FuseVolumes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "volume",
    abstract: "Fuses two volumes (NIfTI, DICOM), slice by slice. Not for diagnosis.",
    discussion: """
      OVERLAY is resampled onto BASE's grid by what both files say of where they lie in the patient, \
      and fused with it slice by slice. Brightness and contrast are those of the whole volume.

      NOT FOR DIAGNOSIS: fused values are no measurement.

      Each is a folder, a file or a zip archive of DICOM, or a file of NIfTI-1 or NIfTI-2, .nii or \
      .nii.gz, in one patient's coordinates; where those do not fit, --register rigid moves OVERLAY.

      \(ExitStatus.summary)
      """)

  @Argument(help: "The anatomy, such as MRI: a folder or file. The result lies on its grid.")
  var base: String

  @Argument(help: "What is laid over it, such as CT, PET or SPECT.")
  var overlay: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A folder, which gets fused.nii.gz, in color fused-rgb.nii.gz, sheet.png and slices.html; or "
        + "one of them: a .nii or .nii.gz file of the fused volume, a picture of slices, or a page "
        + "(.html) to turn them.",
      valueName: "output"))
  var output: String

  @OptionGroup(title: "Volumes")
  var volumes: VolumeOptions

  @OptionGroup(title: "DICOM")
  var dicom: DICOMOptions

  @OptionGroup(title: "Registration")
  var registration: RegistrationOptions

  @OptionGroup(title: "Network")
  var model: ModelOptions

  @OptionGroup(title: "Somebody else's network")
  var importing: ImportOptions

  @Option(help: "A classical (training-free) method instead of the network.")
  var method: ClassicalMethod?

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  func validate() throws {
    if method == nil { try ModelChoice(model.model).check() }
  }

  func run() async throws {
    try requireApart(
      [output, registration.writeTransform], from: [base, overlay, registration.transform])
    // A folder may hold both, and one scan may be seen through two windows.
    if !isFolder(base), volumes.scans.baseChoice == volumes.scans.overlayChoice,
      volumes.scans.baseWindow == volumes.scans.overlayWindow
    {
      try requireTwo(base, overlay)
    }
    let target = try VolumeTarget(
      output, dicom, slices: volumes.slices, overwrites: overwrite)
    try registration.check(overwrites: overwrite)
    var idle = IdleOptions()
    idle.add(of: model, importing, beside: method)
    idle.tell()
    let (base, baseName) = try read(self.base, volumes.scans.baseChoice)
    guard !dicom.keepPatient || base.isFromDICOM else {
      throw UsageError(description: "\(self.base): no DICOM; --keep-patient has nothing to keep")
    }
    let (overlay, overlayName) = try read(self.overlay, volumes.scans.overlayChoice)
    try base.checkFits(overlay, isPlaced: registration.isGiven)
    warn(of: volumes.scans.baseWindow.doubt(about: base), in: baseName)
    warn(of: volumes.scans.overlayWindow.doubt(about: overlay), in: overlayName)
    let placed = try lay(overlay, overlayName, on: base, baseName)
    let fused = try await fuse(base, baseName, placed, overlayName)
    let notes = try Interruption.shared.whileWriting {
      try target.write(fused, columns: volumes.columns)
    }
    for note in notes { StandardError.print("Warning: \(note)") }
    tell("\(baseName): black to white \(fused.baseWindow)")
    tell("\(overlayName): black to white \(fused.overlayWindow)")
    if !quiet {
      try StandardOutput.print("\(output)  \(base.grid)  \(fused.view.plane)  not for diagnosis")
    }
  }

  private func warn(of doubt: String?, in name: String) {
    if let doubt { StandardError.print("Warning: \(name): \(doubt)") }
  }

  /// The overlay on the base's grid.
  private func lay(
    _ overlay: Volume, _ overlayName: String, on base: Volume, _ baseName: String
  ) throws -> Volume {
    let placement = try place(overlay, overlayName, on: base)
    let share = overlay.share(of: base.grid, through: placement)
    guard share > 0 else {
      throw OutputError(
        path: overlayName,
        message: "lies outside of \(baseName): 0 % of its voxels are covered; two volumes in one "
          + "patient's coordinates are wanted")
    }
    tell("\(overlayName): covers \(percent(share)) of \(baseName)")
    return overlay.resampled(onto: base.grid, through: placement)
  }

  /// Fuses both; a window that is none is told with its file's name.
  private func fuse(
    _ base: Volume, _ baseName: String, _ placed: Volume, _ overlayName: String
  ) async throws -> FusedVolume {
    do { return try await fuse(base, placed) } catch let error as VolumesError
      where error.code == .window && error.path == nil
    {
      let isOfBase = (try? base.resolved(volumes.scans.baseWindow)) == nil
      throw error.of(isOfBase ? baseName : overlayName)
    }
  }

  private func fuse(_ base: Volume, _ placed: Volume) async throws -> FusedVolume {
    let fusion = volumes.fusion
    let method: any FusionMethod = try self.method ?? model.makeMethod(1, importing)
    let count = SliceView(base.grid, plane: fusion.plane).count
    let bar = !quiet && StatusLine.isShown ? ProgressBar(count: count, unit: "slices") : nil
    let watch = Stopwatch()
    defer { bar?.clear() }
    return try await fusion(base, placed, by: method) { done in
      bar?.show(done, rate: 1000 * Double(done) / max(watch.milliseconds, 1))
    }
  }

  /// A volume, and what messages call it: its file or folder, and which of those in it where both
  /// are there.
  private func read(_ path: String, _ choice: ScanChoice) throws -> (Volume, name: String) {
    let volume = try volume(path, choice)
    let name =
      base == overlay ? volume.part.map { "\(path), \($0)" } ?? path : path
    for note in volume.notes { StandardError.print("Warning: \(name): \(note)") }
    tell("\(name): \(volume.grid)\(volume.unit.map { ", values in \($0)" } ?? "")")
    return (volume, name)
  }

  private func volume(_ path: String, _ choice: ScanChoice) throws -> Volume {
    do { return try Volume(scan: path, choice) } catch {
      guard error.code == .frame else { throw error }
      throw AdvisedError(reason: error, advice: "--frame and --overlay-frame name it")
    }
  }

  private func place(
    _ overlay: Volume, _ name: String, on base: Volume
  ) throws -> AffineTransform3D {
    do {
      return try registration.placement(base, overlay, overwrites: overwrite) { found, isBetter in
        if isBetter {
          tell("\(name): \(found)")
        } else {
          StandardError.print("Warning: \(name): \(found)")
        }
      }
    } catch let error as VolumesError where error.path == nil {
      throw error.of(name)
    }
  }

  private func tell(_ line: String) {
    if !quiet { StandardError.print(line) }
  }
}

/// A share of 1 in percent, which is 100 or 0 only where it is exactly that.
private func percent(_ share: Double) -> String {
  let rounded = (share * 1000).rounded() / 10
  switch rounded {
  case 100 where share < 1: return "more than 99.9 %"
  case 0 where share > 0: return "less than 0.1 %"
  default: return "\(rounded) %"
  }
}
