// SPDX-License-Identifier: Apache-2.0

/// The type that products and convolutions of training are computed in; weights, their moments and
/// the losses stay float32.
public enum TrainingPrecision: String, Codable, Sendable, CaseIterable {
  case float32
  case bfloat16
}
