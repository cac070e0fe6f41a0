// SPDX-License-Identifier: Apache-2.0

/// Whether file name `a` comes before `b` as people count: "img9" before "img10".
///
/// Runs of digits compare as numbers of any length, everything else by its UTF-8 bytes, so that the
/// order does not depend on the language of the machine. Names that differ by leading zeros alone
/// keep their bytes' order.
package func precedesNaturally(_ a: String, _ b: String) -> Bool {
  var left = Array(a.utf8)[...]
  var right = Array(b.utf8)[...]
  while let x = left.first, let y = right.first {
    if isDigit(x) && isDigit(y) {
      let (m, n) = (takeNumber(&left), takeNumber(&right))
      if m.count != n.count { return m.count < n.count }
      if m != n { return m.lexicographicallyPrecedes(n) }
    } else {
      if x != y { return x < y }
      left.removeFirst()
      right.removeFirst()
    }
  }
  return left.isEmpty && right.isEmpty ? a.utf8.lexicographicallyPrecedes(b.utf8) : left.isEmpty
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Removes the digits at the front; returns them without leading zeros.
private func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let digits = bytes.prefix(while: isDigit)
  bytes = bytes.dropFirst(digits.count)
  return digits.drop { $0 == UInt8(ascii: "0") }
}
