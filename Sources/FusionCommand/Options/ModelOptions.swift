// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Fusion
public import FusionModel

/// Which network runs, and on what.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A preset whose weights are shipped (fast, video, paper), or a .safetensors file.",
      valueName: "preset-or-file"))
  var model = "fast"

  @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: Self.device)
  var device = ComputeDevice.auto

  @Option(help: .precision)
  var precision = ComputePrecision.auto

  @Option(parsing: .unconditional, help: .threads)
  var threads: Int?

  func validate() throws {
    try checkThreads(threads)
  }

  /// The device of that name.
  static func device(_ text: String) throws -> ComputeDevice {
    guard let device = ComputeDevice(text) else {
      throw ValidationError("\(text) is not a device; auto, cpu, cuda, cuda:N or mps is wanted")
    }
    return device
  }

  /// The options that are not at their defaults.
  var changed: [String] {
    [
      ("--model", model != "fast"), ("--device", device != .auto),
      ("--precision", precision != .auto), ("--threads", threads != nil),
    ].filter(\.1).map(\.0)
  }

  /// The same options for another process, with these weights.
  func arguments(_ weights: String) -> [String] {
    ["--model", weights, "--device", deviceName, "--precision", precision.rawValue]
      + (threads.map { ["--threads", "\($0)"] } ?? [])
  }

  /// What ``device(_:)`` reads.
  private var deviceName: String {
    switch device {
    case .auto: "auto"
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    case .mps: "mps"
    }
  }

  /// Loads the network.
  func makeFuser() throws -> Fuser {
    try Fuser(
      ModelSource(ModelChoice(model).source), device: device, precision: precision, threads: threads
    )
  }

  /// Loads the network, which may be somebody else's, for up to `count` pairs at once.
  func makeMethod(_ count: Int, _ importing: ImportOptions) throws -> any FusionMethod {
    try ModelChoice(model).makeMethod(
      count, device: device, precision: precision, threads: threads, importing)
  }
}

extension ComputePrecision: ExpressibleByArgument {}
