// SPDX-License-Identifier: Apache-2.0

/// A named part of a chart's horizontal axis.
package struct ChartSpan: Equatable {
  /// What it is called, such as the phase of a run.
  package let name: String
  /// From its first step to its last.
  package let steps: ClosedRange<Int>

  /// Names a part.
  package init(name: String, steps: ClosedRange<Int>) { (self.name, self.steps) = (name, steps) }
}
