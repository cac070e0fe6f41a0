// SPDX-License-Identifier: Apache-2.0

public import Imaging
import Reporting

extension FusedVolume {
  /// A page in one file, which loads nothing: base, overlay and fused volume side by side, a wheel
  /// or keys for the slices, a knob that lays base or overlay over the fused one, and bars of what
  /// colors stand for. It says that it is not for diagnosis.
  ///
  /// Nothing in it says whose scans they are.
  ///
  /// - Parameter quality: Of the pictures, JPEG's 1...100.
  /// - Returns: An HTML document.
  /// - Throws: `ImagingError` where a slice cannot be encoded.
  public func page(quality: Int = 90) throws(ImagingError) -> String {
    var slices: [[String]] = []
    for number in 0..<view.count {
      var urls: [String] = []
      for image in [base.image(number, view), overlay.image(number, view), slice(number)] {
        urls.append(
          dataURL(try image.displayed.encoded(as: .jpeg, quality: quality), type: "image/jpeg"))
      }
      slices.append(urls)
    }
    var bars: [String] = []
    for shown in [base, overlay] {
      bars.append(dataURL(try shown.bar(height: 200).encoded(as: .png), type: "image/png"))
    }
    return VolumePage(fused: self, slices: slices, bars: bars).html
  }
}

/// The parts of the page.
private struct VolumePage {
  let fused: FusedVolume
  private let names = ["base", "overlay"]
  /// Base, overlay and fused picture of each slice.
  let slices: [[String]]
  /// What the colors of base and overlay stand for.
  let bars: [String]

  var html: String {
    Page(
      title: "Fused volume",
      lead: "<strong>Not for diagnosis</strong>: fused values are no measurement.",
      sections: [.init(nil, pictures), .init(nil, controls), .init("Windows", windows)],
      script:
        "const slices = \(data);\nconst spacing = \(fused.view.spacing.z);\n\(volumePageScript)",
      style: volumePageStyle
    ).html
  }

  /// Names of base, overlay and result; sides of the patient on each.
  private var pictures: String {
    let sides = fused.view.sides
    let letters = [
      ("left", sides.left), ("right", sides.right), ("top", sides.top), ("bottom", sides.bottom),
    ]
    .map { "<b class=\"\($0.0)\" aria-hidden=\"true\">\($0.1)</b>" }.joined()
    let ratio =
      Double(fused.view.width) * fused.view.spacing.x
      / (Double(fused.view.height) * fused.view.spacing.y)
    let figures = zip(["base", "overlay", "fused"], names + ["fused"]).map { id, name in
      let images =
        id == "fused"
        ? ["fused", "over-base", "over-overlay"].map { "<img id=\"\($0)\" alt=\"\">" }.joined()
        : "<img id=\"\(id)\" alt=\"\(name.escaped)\">"
      return """
        <figure><div class="slice" style="aspect-ratio: \(ratio)">\(images)\(letters)</div>\
        <figcaption>\(name.escaped)</figcaption></figure>
        """
    }
    return "<div id=\"slices\">\(figures.joined())</div>"
  }

  private var controls: String {
    """
    <p><label>Slice <input id="slice" type="range" min="1" max="\(slices.count)" \
    value="\((slices.count + 1) / 2)"></label> <output id="where" aria-live="polite"></output></p>
    <p><label>\(names[0].escaped) <input id="lean" type="range" min="-1" max="1" step="0.05" \
    value="0" aria-label="from base to overlay"> \(names[1].escaped)</label> \
    <output id="leaning"></output></p>
    """
  }

  private var windows: String {
    let windows = zip(names, [fused.baseWindow, fused.overlayWindow]).map { ($0, "\($1)") }
    let table = PageTable(
      header: ["", "black to white"], rows: windows.map { [$0.escaped, $1.escaped] },
      content: .words
    ).html
    let figures = zip(windows, bars).map { window, bar in
      "<figure><img src=\"\(bar)\" alt=\"\(window.1.escaped)\">"
        + "<figcaption>\(window.0.escaped)</figcaption></figure>"
    }
    return "\(table)<div id=\"bars\">\(figures.joined())</div>"
  }

  /// The pictures as JavaScript; a data URL needs no escapes.
  private var data: String {
    "[\(slices.map { "[\($0.map { "\"\($0)\"" }.joined(separator: ","))]" }.joined(separator: ",\n"))]"
  }
}
