// SPDX-License-Identifier: Apache-2.0

/// What a name says of an image's place in a series: the name without its time stamp and its last
/// number, and that number.
struct SeriesPlace: Hashable {
  private let frame: String
  /// The last number; nil where there is none.
  let number: Int?

  /// Takes a name apart.
  init(_ name: String) {
    var tokens = NameToken.tokens(of: name)
    if let stamp = CaptureTime.stamp(in: tokens) { tokens.removeSubrange(stamp.range) }
    let last = tokens.lastIndex { $0.kind == .number && $0.text.count < 10 }
    number = last.flatMap { Int(tokens[$0].text) }
    if let last { tokens.remove(at: last) }
    frame = tokens.map { String($0.text).folded }.joined()
  }

  private init(frame: String, number: Int?) { (self.frame, self.number) = (frame, number) }

  /// The place some numbers further.
  func moved(by offset: Int) -> Self { Self(frame: frame, number: number.map { $0 + offset }) }
}
