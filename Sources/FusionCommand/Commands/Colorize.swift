// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cameras
import Datasets
import Fusion
import Imaging

/// `daefuse colorize`: thermal images in a palette's colors.
struct Colorize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows thermal images in a palette's colors, with a bar of degrees.",
    discussion: """
      Of a radiometric file (FLIR, DJI) what was measured is shown, of other files their numbers. \
      The bar is in degrees where the unit is known, by a tag or the values, else in the file's own \
      units. What was not seen is transparent.

      \(ExitStatus.summary)
      """)

  @Argument(help: "A thermal image, or a folder of them.")
  var image: String

  @Option(
    name: .shortAndLong,
    help: "The file to write, its format by extension; or a folder, which gets PNG files.")
  var output: String

  @Option(help: "The colors, from cold to hot.")
  var palette = Palette.iron

  @Option(help: "The degrees of the range and the bar.")
  var degrees = TemperatureScale.celsius

  @Flag(inversion: .prefixedNo, help: "Draw the bar.")
  var bar = true

  @OptionGroup(title: "Images")
  var images: ThermalImageOptions

  @Flag(help: "Enter the folders inside the folder; the output keeps the tree.")
  var recursive = false

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @Flag(help: "Leave out images whose file is there already, to go on with a run that was cut off.")
  var skipExisting = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  func validate() throws {
    if overwrite && skipExisting {
      throw ValidationError("--overwrite and --skip-existing cannot go together")
    }
  }

  func run() throws {
    let plan = try ColoringPlan(source: image, output: output, isRecursive: recursive)
    for warning in plan.warnings { StandardError.print("Warning: \(warning)") }
    let mapping = try images.mapping(
      for: plan.jobs.map(\.image), isTold: !quiet, scale: degrees)
    var failures = 0
    for job in plan.jobs {
      if skipExisting, plan.isDone(job) { continue }
      do { try color(job, mapping) } catch {
        StandardError.print("Error: \(ColoringPlan.failure(error, of: job))")
        failures += 1
      }
    }
    if failures > 0 { throw ExitStatus.failed.code }
  }

  private func color(_ job: ColoringPlan.Job, _ mapping: RangeMapping) throws {
    try job.check(replacing: overwrite)
    let image = try readImage(.second, from: job.image, policy: images.reading.policy)
    let picture = try ThermalPicture(
      of: image, palette: palette, range: mapping, noData: images.noData, bar: bar ? degrees : nil)
    try Interruption.shared.whileWriting {
      try picture.image.write(to: job.output, replacing: overwrite)
    }
    for warning in image.notes.warnings + [picture.oddity].compactMap(\.self) {
      StandardError.print("Warning: \(job.image): \(warning)")
    }
    if quiet { return }
    for remark in image.notes.remarks { StandardError.print("\(job.image): \(remark)") }
    try StandardOutput.print("\(job.output)  \(image.size)  \(picture.range.text(in: degrees))")
  }
}
