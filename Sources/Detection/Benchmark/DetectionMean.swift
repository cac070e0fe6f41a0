// SPDX-License-Identifier: Apache-2.0

/// A score over all classes, by which rows are compared.
public enum DetectionMean: String, Sendable, CaseIterable {
  /// ``AveragePrecision/atHalf``.
  case atHalf = "mAP50"
  /// ``AveragePrecision/mean``.
  case overThresholds = "mAP50-95"

  /// As papers write it.
  var heading: String {
    switch self {
    case .atHalf: "mAP@50"
    case .overThresholds: "mAP@50:95"
    }
  }

  /// That score, 0...1; nil where no box is there.
  func value(of precision: AveragePrecision) -> Double? {
    switch self {
    case .atHalf: precision.atHalf
    case .overThresholds: precision.mean
    }
  }
}
