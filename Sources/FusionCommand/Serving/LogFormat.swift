// SPDX-License-Identifier: Apache-2.0

#if Service
  import ArgumentParser
  import Foundation
  import FusionService

  /// How lines about requests are written, on standard error.
  enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people.
    case text
    /// An object a line.
    case json

    /// Writes the line of a request.
    func print(_ record: RequestRecord) {
      switch self {
      case .text:
        let time = String(format: "%.1f ms", record.milliseconds)
        StandardError.print(
          "\(record.id) \(record.method) \(record.route) \(record.status) \(time)"
            + (record.reason.map { " \($0)" } ?? ""))
      case .json:
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { return }
        StandardError.print(String(decoding: data, as: UTF8.self))
      }
    }
  }
#endif
