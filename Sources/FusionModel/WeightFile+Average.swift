// SPDX-License-Identifier: Apache-2.0

import Layers
import Safetensors
import Tensors

extension WeightFile {
  /// Writes the weighted mean of several trainings of one network. If they went on from the same
  /// weights, the mean often does better than each (Wortsman et al., "Model soups", 2022).
  ///
  /// Counters and notes are those of the file with the largest share; a note adds the shares and
  /// the names of all files, without their folders.
  ///
  /// - Parameters:
  ///   - parts: The files and their shares, which are divided by their sum.
  ///   - path: Where the file is to be; it appears whole or not at all.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``FusionModelError`` where the networks differ or a file cannot be read or written.
  package static func writeAverage(
    of parts: [(file: WeightFile, share: Double)], to path: String, replacing: Bool = true
  ) throws {
    let ordered = parts.sorted { $0.share > $1.share }
    guard let (main, mainShare) = ordered.first else { preconditionFailure("no weights are given") }
    let total = parts.reduce(0) { $0 + $1.share }
    let average = try main.makeModel()
    let part = try main.makeModel()
    try withoutGradients {
      let sums = average.state.map(\.tensor).filter(\.dtype.isFloatingPoint)
      sums.forEach { $0.multiply_(mainShare / total) }
      for (file, share) in ordered.dropFirst() {
        try file.check(main.blueprint)
        try file.fill(part)
        let terms = part.state.map(\.tensor).filter(\.dtype.isFloatingPoint)
        for (sum, term) in zip(sums, terms) { sum.add_(term, times: share / total) }
      }
    }
    var notes = main.notes
    notes["daefuse.training.averaged"] =
      parts.map { "\($0.share / total) of \($0.file.name)" }.joined(separator: ", ")
    try write(average, to: path, notes: notes, replacing: replacing)
  }
}
