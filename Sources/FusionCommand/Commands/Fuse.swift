// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Collectives
import Fusion
import FusionModel

/// `daefuse fuse`: the main job.
struct Fuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fuses two images, or two folders of images paired by name.",
    discussion: """
      FIRST is the visible image or the MRI; SECOND the infrared image, CT, PET or SPECT. The two \
      must be registered and of one size. Reads and writes PNG, JPEG, TIFF and WebP.

      Several processes, of one machine or of many, share folders between them: of the pairs, \
      sorted by name and counted from 0, each takes those whose number modulo WORLD_SIZE is its \
      RANK. torchrun sets these variables (torchrun --no-python --nproc-per-node 4 daefuse fuse \
      ...), or set them yourself.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, or a folder of images.")
  var first: String

  @Argument(help: "Its partner, or the folder of partners.")
  var second: String

  @Option(
    name: .shortAndLong,
    help: "The file to write, its format by extension; or a folder, which gets PNG files.")
  var output: String

  @OptionGroup(title: "Network")
  var model: ModelOptions

  @OptionGroup(title: "Classical method")
  var formula: MethodOptions

  @OptionGroup(title: "Images")
  var images: ImageOptions

  @Option(
    help: ArgumentHelp(
      "Pairs at once, each of which takes memory; they share the threads.", valueName: "count"))
  var atOnce = 4

  func validate() throws {
    guard (1...64).contains(atOnce) else {
      throw ValidationError("--at-once is \(atOnce); 1 to 64 is wanted")
    }
  }

  @Flag(help: "Write first, second and fused side by side.")
  var panel = false

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print one JSON object a pair.")
  var json = false

  func run() async throws {
    let jobs = try FusionJob.plan(
      first: first, second: second, output: output, for: try RankEnvironment())
    var options = images.fusionOptions
    options.subject = formula.subject
    let run = FusionRun(
      fusers: try fusers(for: jobs.count), lanes: atOnce, options: options,
      isPanel: panel, overwrites: overwrite)
    let reporter = Reporter(count: jobs.count, style: json ? .json : quiet ? .quiet : .text)
    try await run.fuse(jobs) { try reporter.report($0) }
    if try reporter.finish() > 0 { throw ExitStatus.failed.code }
  }

  private func fusers(for jobs: Int) throws -> [any FusionMethod] {
    if let method = formula.method { return [method] }
    return try model.makeFusers(min(atOnce, jobs))
  }
}
