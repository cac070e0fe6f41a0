// SPDX-License-Identifier: Apache-2.0

/// In which order the two bytes of each 16-bit sample of a file are taken.
public enum ByteOrder: String, Sendable, Hashable, CaseIterable {
  /// As the format says, but for gray PNG files that are far smoother the other way round: raw
  /// thermal images are often written so. A warning tells of it.
  case recognized = "auto"
  /// As the format says.
  case stored = "off"
  /// The other way round.
  case swapped = "on"
}

/// Whether 16-bit samples are those of a picture whose bytes were swapped: neighbors are as
/// different as noise, and alike the other way round.
package func areSwapped(_ values: [UInt16], width: Int) -> Bool {
  let asStored = roughness(values, width: width)
  return asStored > 0.3 && roughness(values.map(\.byteSwapped), width: width) < asStored / 2
}

/// Whether samples of which either order is as likely as the other are the smoother with their
/// bytes swapped, or as smooth.
package func areSmoother(swapping values: [UInt16], width: Int) -> Bool {
  roughness(values.map(\.byteSwapped), width: width) <= roughness(values, width: width)
}

/// The mean difference of neighbors in a row over the mean distance from the mean: some 0.1 of
/// pictures, 1.3 of noise, 0 of a constant.
private func roughness(_ values: [UInt16], width: Int) -> Double {
  let mean = values.reduce(0.0) { $0 + Double($1) } / Double(max(values.count, 1))
  var (steps, spread) = (0.0, 0.0)
  for (index, value) in values.enumerated() {
    spread += abs(Double(value) - mean)
    if index % width > 0 { steps += abs(Double(value) - Double(values[index - 1])) }
  }
  return spread > 0 ? steps / spread : 0
}
