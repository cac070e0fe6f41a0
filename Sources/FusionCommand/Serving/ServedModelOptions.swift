// SPDX-License-Identifier: Apache-2.0

#if Service
  import ArgumentParser
  import Fusion
  import FusionModel
  import FusionService

  /// The networks that requests may name.
  struct ServedModelOptions: ParsableArguments {
    @Option(
      parsing: .unconditionalSingleValue,
      help: ArgumentHelp(
        "A network that requests may name: a preset or a file, by itself or with a name. Repeat for "
          + "several; the first is taken where none is named. (default: fast)",
        valueName: "name=file|preset"))
    var model: [String] = []

    @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: ModelOptions.device)
    var device = ComputeDevice.auto

    @Option(help: .precision)
    var precision = ComputePrecision.auto

    @Option(parsing: .unconditional, help: .threads)
    var threads: Int?

    @OptionGroup
    var importing: ImportOptions

    func validate() throws {
      try checkThreads(threads)
      try choices.forEach { try $0.check() }
      let names = choices.map(\.tableName)
      guard Set(names).count == names.count else {
        throw ValidationError("two --model have one name; NAME=FILE gives one of its own")
      }
    }

    /// Loads them, for so many pairs at once each.
    ///
    /// - Throws: What loading throws.
    func load(atOnce: Int) throws -> [ServedModel] {
      try choices.map { choice in
        let method = try choice.makeMethod(
          atOnce, device: device, precision: precision, threads: threads, importing)
        guard choice.format == nil else {
          return ServedModel(
            name: choice.tableName, method: method, parameters: nil,
            summary: "somebody else's network", bytesPerPixel: Self.bytesPerChannel * 32)
        }
        let description = try ModelDescription(ModelSource(choice.source))
        return ServedModel(
          name: choice.tableName, method: method, parameters: description.parameterCount,
          summary: "\(description.architecture), \(description.parameterCount) parameters",
          bytesPerPixel: Self.bytesPerPixel(description.configuration))
      }
    }

    /// Bytes of memory for each channel of the network at whole resolution, for each pixel:
    /// `daefuse bench` found some 1500 a pixel for the 32 channels of `paper`, in float32.
    private static let bytesPerChannel = 48

    /// Of a network whose channels are not known, as many as `paper` has are taken.
    private static func bytesPerPixel(_ configuration: any NetworkConfiguration) -> Int {
      guard let known = configuration as? ModelConfiguration else { return bytesPerChannel * 32 }
      return max(
        ServedModel.usualBytesPerPixel,
        bytesPerChannel * known.width / (known.unshuffle * known.unshuffle))
    }

    private var choices: [ModelChoice] { (model.isEmpty ? ["fast"] : model).map(ModelChoice.init) }
  }
#endif
