// SPDX-License-Identifier: Apache-2.0

// The C library's functions under one roof, so that the metrics need no Foundation.
#if canImport(Darwin)
  private import Darwin
#elseif canImport(Musl)
  private import Musl
#else
  private import Glibc
#endif

/// ln x.
func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// log2 x.
func binaryLogarithm(_ x: Double) -> Double { log2(x) }

/// log10 x.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// e^x.
func exponential(_ x: Double) -> Double { exp(x) }
