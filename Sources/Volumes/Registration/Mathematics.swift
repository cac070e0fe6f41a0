// SPDX-License-Identifier: Apache-2.0

// The C library's functions under one roof, so that volumes need no Foundation.
#if canImport(Darwin)
  private import Darwin
#elseif canImport(Musl)
  private import Musl
#else
  private import Glibc
#endif

/// What is x when multiplied with itself twice.
func cubeRoot(_ x: Double) -> Double { cbrt(x) }

/// The sine of an angle in radians.
func sine(_ angle: Double) -> Double { sin(angle) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }

/// The angle of a point from the x axis, -pi...pi radians.
func angle(y: Double, x: Double) -> Double { atan2(y, x) }
