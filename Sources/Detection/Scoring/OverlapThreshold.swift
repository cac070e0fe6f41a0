// SPDX-License-Identifier: Apache-2.0

/// How much a found box must overlap one that is there (IoU) to count as right.
public enum OverlapThreshold {
  /// Those of COCO: 0.5, 0.55 ... 0.95, to the bit as NumPy's `linspace` makes them.
  public static let all: [Double] = (0..<10).map { $0 == 9 ? last : first + Double($0) * step }

  private static let (first, last) = (0.5, 0.95)
  private static let step = (last - first) / 9
}
