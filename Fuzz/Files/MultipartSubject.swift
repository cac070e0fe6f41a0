// SPDX-License-Identifier: Apache-2.0

import Driver
import Multipart

/// Reads a form. The first byte says in pieces of how many bytes the others come; however that is,
/// parts or failure must be the same, and within the limits.
let multipart = Subject("multipart") { bytes in
  guard let step = bytes.first, let boundary = Boundary("x") else { return false }
  let body = Array(bytes.dropFirst())
  let whole = outcome(of: body, step: max(body.count, 1), boundary)
  precondition(
    outcome(of: body, step: Int(step) + 1, boundary) == whole, "pieces are not the whole")
  guard case .success(let parts) = whole else { return true }
  precondition(parts.count <= limits.parts)
  precondition(parts.allSatisfy { !$0.name.isEmpty && $0.bytes.count <= limits.partBytes })
  precondition(parts.map(\.bytes.count).reduce(0, +) <= body.count)
  return true
}

private let limits = {
  var limits = MultipartLimits()
  (limits.partBytes, limits.headerBytes, limits.parts) = (200, 300, 4)
  return limits
}()

private func outcome(
  of body: [UInt8], step: Int, _ boundary: Boundary
) -> Result<[MultipartPart], MultipartError> {
  var reader = MultipartReader(boundary, limits: limits)
  do throws(MultipartError) {
    for start in stride(from: 0, to: body.count, by: step) {
      try reader.append(body[start..<min(start + step, body.count)])
    }
    return .success(try reader.finish())
  } catch {
    return .failure(error)
  }
}
