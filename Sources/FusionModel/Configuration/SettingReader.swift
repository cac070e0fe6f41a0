// SPDX-License-Identifier: Apache-2.0

/// Takes settings out of a JSON object one by one; what is left at the end is no setting.
struct SettingReader {
  private var settings: [String: SettingValue]
  /// What stands before a name in errors, such as `head.`.
  private let path: String

  init(_ settings: [String: SettingValue], path: String = "") {
    (self.settings, self.path) = (settings, path)
  }

  /// A whole number; `absent` where the object does not name it, or an error.
  mutating func wholeNumber(_ name: String, absent: Int? = nil) throws -> Int {
    switch try value(name, absent: absent.map(SettingValue.integer)) {
    case .integer(let value): return value
    default: throw error("\(name) is not a whole number")
    }
  }

  /// A number.
  mutating func number(_ name: String, absent: Double? = nil) throws -> Double {
    switch try value(name, absent: absent.map(SettingValue.number)) {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    default: throw error("\(name) is not a number")
    }
  }

  /// One of the names that `Choice` has.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, absent: Choice? = nil
  ) throws -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue).joined(separator: " or ")
    switch try value(name, absent: absent.map { .text($0.rawValue) }) {
    case .text(let text):
      guard let choice = Choice(rawValue: text) else {
        throw error("\(name) is \(text); \(names) is wanted")
      }
      return choice
    default: throw error("\(name) is not text; \(names) is wanted")
    }
  }

  /// The settings of an inner object; nil where it is null or absent.
  mutating func group(_ name: String) throws -> SettingReader? {
    switch try value(name, absent: .null) {
    case .null: return nil
    case .object(let inner): return SettingReader(inner, path: "\(path)\(name).")
    default: throw error("\(name) is not an object of settings")
    }
  }

  /// Throws `FusionModelError` unless every setting has been taken.
  func end() throws {
    if let unknown = settings.keys.min() { throw error("\(unknown) is not a setting") }
  }

  private mutating func value(_ name: String, absent: SettingValue?) throws -> SettingValue {
    guard let value = settings.removeValue(forKey: name) ?? absent else {
      throw error("\(name) is missing")
    }
    return value
  }

  private func error(_ message: String) -> FusionModelError { .configuration(path + message) }
}
