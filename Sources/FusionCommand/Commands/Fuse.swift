// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Collectives
import Datasets
import Fusion
import FusionModel
import Imaging

/// `daefuse fuse`: the main job.
struct Fuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fuses two images, or the images of folders paired by name.",
    discussion: """
      FIRST is the visible image or the MRI; SECOND the infrared image, CT, PET or SPECT. The two \
      must be registered and of one size, or --align says how they lie on each other. Reads PNG, JPEG, TIFF (integers \
      of 8 to 32 bits, packed ones, floats of 16 to 64), WebP, BMP, PGM, PPM and NumPy's .npy; \
      writes PNG, JPEG, TIFF and WebP.

      A radiometric JPEG of FLIR with a photo in it is a pair by itself, and a folder of them holds \
      as many pairs: FIRST alone is named, and its temperatures are laid on its photo. Elsewhere a \
      radiometric file (FLIR, DJI) stands for the values that it measured.

      --model also takes somebody else's network: a TorchScript file (.pt, with --trust), or an \
      ONNX file (.onnx) where the environment variable ONNXRUNTIME names the library of ONNX \
      Runtime. A .json file beside it, or --conventions, says what it expects.

      Several processes, of one machine or of many, share folders between them: of the pairs, \
      sorted by name and counted from 0, each takes those whose number modulo WORLD_SIZE is its \
      RANK. torchrun sets these variables (torchrun --no-python --nproc-per-node 4 daefuse fuse \
      ...), or set them yourself.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, or a folder of images.")
  var first: String

  @Argument(
    help: """
      Its partner, or the folder of partners. Without it FIRST is a folder of both kinds, or a \
      radiometric file.
      """)
  var second: String?

  @Option(
    name: .shortAndLong,
    help: "The file to write, its format by extension; or a folder, which gets PNG files.")
  var output: String

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @OptionGroup(title: "Network")
  var model: ModelOptions

  @OptionGroup(title: "Somebody else's network")
  var importing: ImportOptions

  @OptionGroup(title: "Classical method")
  var formula: MethodOptions

  @OptionGroup(title: "Images")
  var images: ImageOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Pairs at once, each of which takes memory; they share the threads.", valueName: "count"))
  var atOnce = 4

  @Flag(help: "Write first, second and fused side by side.")
  var panel = false

  @Flag(
    help: "Draw beside the fused image what the colors of --highlight stand for; --panel does.")
  var bar = false

  @Option(
    help: "The degrees of ranges and color bars, where the thermal image's unit is known.")
  var degrees = TemperatureScale.celsius

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @Flag(help: "Leave out pairs whose file is there already, to go on with a run that was cut off.")
  var skipExisting = false

  @Flag(help: "Print the pairs and what would be written, and fuse nothing.")
  var dryRun = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @Flag(help: "Print one JSON object a pair.")
  var json = false

  func validate() throws {
    if formula.method == nil { try ModelChoice(model.model).check() }
    guard (1...64).contains(atOnce) else {
      throw ValidationError("--at-once is \(atOnce); 1 to 64 is wanted")
    }
    if overwrite && skipExisting {
      throw ValidationError("--overwrite and --skip-existing cannot go together")
    }
  }

  func run() async throws {
    let ranks = try RankEnvironment()
    let plan = try folders.advising {
      try FusionPlan(
        first: first, second: second, output: output, pairing: folders.pairing,
        share: WorkShare(rank: ranks.rank, count: ranks.size), makesFolders: !dryRun)
    }
    if let note = plan.note, ranks.rank == 0, !quiet { StandardError.print(note) }
    for warning in plan.warnings + idleOptions where ranks.rank == 0 {
      StandardError.print("Warning: \(warning)")
    }
    let jobs = plan.jobs.map { FusionJob(images.alignment.reread($0.pair), output: $0.output) }
    if dryRun { return try DryRun(fusion: filesAlone, isJSON: json).tell(of: jobs) }
    let reporter = Reporter(
      count: jobs.count, style: json ? .json : quiet ? .quiet : .text, scale: degrees)
    let method = try method(for: jobs.count)
    let pairs = plan.pairs.map(images.alignment.reread)
    let fusion = try fusion(of: pairs, isTold: !quiet && ranks.rank == 0)
    for try await event in fusion.events(of: jobs, by: method) { try reporter.report(event) }
    if try reporter.finish() > 0 { throw ExitStatus.failed.code }
  }

  private func method(for jobs: Int) throws -> any FusionMethod {
    try formula.method ?? model.makeMethod(min(atOnce, jobs), importing)
  }

  /// What is known of the run before an image is read.
  private var filesAlone: FolderFusion {
    var fusion = FolderFusion()
    fusion.policy = images.reading.policy
    fusion.existingOutput = overwrite ? .replace : skipExisting ? .skip : .refuse
    return fusion
  }

  private func fusion(of pairs: [ImagePair], isTold: Bool) throws -> FolderFusion {
    var fusion = filesAlone
    fusion.options = try images.options(
      for: pairs, of: formula.subject, isTold: isTold, scale: degrees)
    fusion.showsPanel = panel
    fusion.panelPalette = images.look.highlighting.palette
    (fusion.showsHighlightBar, fusion.temperatureScale) = (bar, degrees)
    fusion.atOnce = atOnce
    fusion.whileWriting = { try Interruption.shared.whileWriting($0) }
    return fusion
  }
}
