// SPDX-License-Identifier: Apache-2.0

/// The bytes of a file from its start on, unpacked where gzip packed them.
struct NIfTISource {
  private enum Kind {
    case plain([UInt8])
    case packed(Inflater)
  }

  private let kind: Kind
  private var used = 0

  init(_ bytes: [UInt8]) throws(VolumesError) {
    let isPacked = bytes.starts(with: [0x1F, 0x8B])
    kind = isPacked ? .packed(try Inflater(bytes)) : .plain(bytes)
  }

  /// The next `count` bytes.
  ///
  /// - Throws: ``VolumesError`` where the file ends before or its packing is damaged.
  mutating func bytes(_ count: Int) throws(VolumesError) -> [UInt8] {
    switch kind {
    case .packed(let inflater): return try inflater.bytes(count)
    case .plain(let bytes):
      guard count <= bytes.count - used else {
        throw VolumesError(
          .damaged,
          "ends at byte \(bytes.count); what its header states wants \(count - (bytes.count - used)) more"
        )
      }
      used += count
      return Array(bytes[(used - count)..<used])
    }
  }

  /// Leaves the next `count` bytes out.
  mutating func skip(_ count: Int) throws(VolumesError) {
    switch kind {
    case .plain(let bytes):
      guard count <= bytes.count - used else { _ = try self.bytes(count); return }
      used += count
    case .packed:
      var left = count
      while left > 0 {
        let step = min(left, 1 << 20)
        _ = try bytes(step)
        left -= step
      }
    }
  }
}
