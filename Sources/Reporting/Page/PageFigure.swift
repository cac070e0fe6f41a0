// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A picture of a page with what it shows.
package struct PageFigure {
  private let url: String
  private let size: ImageSize?
  private let name: String
  private let details: String
  private let number: Int?

  /// A picture whose bytes are in its URL.
  /// - Parameters:
  ///   - url: As ``dataURL(_:type:)`` makes it.
  ///   - size: Its size where that is known, so that a page need not move while it is decoded.
  ///   - name: What it shows, as text.
  ///   - details: A second, smaller line, as text; nil for none.
  ///   - number: The attribute `data-picture` for scripts; nil for none.
  package init(
    url: String, size: ImageSize? = nil, name: String, details: String? = nil, number: Int? = nil
  ) {
    (self.url, self.size, self.name, self.number) = (url, size, name.escaped, number)
    self.details = details.map { "<br><small>\($0.escaped)</small>" } ?? ""
  }

  /// The figure.
  package var html: String {
    let place = size.map { " width=\"\($0.width)\" height=\"\($0.height)\"" } ?? ""
    return """
      <figure\(number.map { " data-picture=\"\($0)\"" } ?? "")><img src="\(url)" alt="\(name)"\
      \(place)><figcaption>\(name)\(details)</figcaption></figure>
      """
  }
}
