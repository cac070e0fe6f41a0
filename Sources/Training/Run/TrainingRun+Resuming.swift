// SPDX-License-Identifier: Apache-2.0

extension TrainingRun {
  /// Whether a folder holds a run, if only its settings.
  public static func exists(in folder: String) -> Bool { RunFolder(path: folder).holdsRun }

  /// Makes sure that what is named for a run is what it has already.
  ///
  /// - Parameters:
  ///   - configuration: The settings that are wanted.
  ///   - data: The folders that are wanted; none names no data.
  ///   - initialWeights: The weights to begin with that are wanted; nil names none.
  /// - Throws: ``TrainingError`` with `configuration`, which names each setting that differs, the
  ///   run's value and the one given.
  public func confirm(
    _ configuration: TrainingConfiguration, data: [DataSource] = [], initialWeights: String? = nil
  ) throws {
    var differences = self.configuration.differences(from: configuration)
    if !data.isEmpty, data.map(\.standardized) != self.data.map(\.standardized) {
      differences.append(
        SettingDifference(name: "data", value: text(self.data), given: text(data)))
    }
    if let initialWeights,
      standardizedWeights(initialWeights) != self.initialWeights.map(standardizedWeights)
    {
      differences.append(
        SettingDifference(
          name: "initial weights", value: self.initialWeights ?? "random", given: initialWeights))
    }
    guard differences.isEmpty else {
      throw TrainingError.configuration(
        "\(folder) holds a run with other settings: "
          + differences.map(\.description).joined(separator: "; ")
          + "; name the run's, or none, or another folder")
    }
  }
}

private func text(_ sources: [DataSource]) -> String {
  sources.map(\.description).joined(separator: " ")
}
