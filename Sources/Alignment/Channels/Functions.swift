// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// e to a power.
func exponential(_ power: Double) -> Double { exp(power) }

/// The sine of an angle in radians.
func sine(_ angle: Double) -> Double { sin(angle) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }
