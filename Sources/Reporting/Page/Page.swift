// SPDX-License-Identifier: Apache-2.0

/// A page in one file, which loads nothing: pictures are in it, and the style follows the reader's
/// choice of light or dark.
package struct Page {
  /// A part of the page.
  package struct Section {
    /// The heading; nil for none.
    package let title: String?
    /// HTML; an empty one leaves the section out.
    package let content: String

    /// A part with or without a heading.
    package init(_ title: String?, _ content: String) {
      (self.title, self.content) = (title, content)
    }

    fileprivate var html: String {
      content.isEmpty
        ? ""
        : "<section>\n\(title.map { "<h2>\($0.escaped)</h2>\n" } ?? "")\(content)\n</section>\n"
    }
  }

  private let title: String
  private let lead: String
  private let sections: [Section]
  private let script: String
  private let style: String

  /// Puts a page together.
  /// - Parameters:
  ///   - title: The heading, as text.
  ///   - lead: A sentence below it, as HTML.
  ///   - sections: What follows.
  ///   - script: What moves on the page, as JavaScript; empty for nothing.
  ///   - style: Rules of this page alone, as CSS.
  package init(
    title: String, lead: String, sections: [Section], script: String = "", style: String = ""
  ) {
    (self.title, self.lead, self.sections) = (title, lead, sections)
    (self.script, self.style) = (script, style)
  }

  /// The HTML document.
  package var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>
    \(pageStyle)
    \(ChartStyle.css)
    \(style)
    </style>
    </head>
    <body>
    <h1>\(title.escaped)</h1>
    <p class="lead">\(lead)</p>
    \(sections.map(\.html).joined())\(script.isEmpty ? "" : "<script>\n\(script)\n</script>\n")</body>
    </html>

    """
  }
}
