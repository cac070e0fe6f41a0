// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing
import Volumes

@Suite("NIfTI: nibabel", .tags(.unit), .enabled(if: Python.hasNIfTI, "nibabel is not installed"))
struct NIfTIInteroperabilityTests {
  /// Types by their names in NumPy.
  static let types = [
    "uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64",
  ]

  @Test("its files of every type, byte order and version are read to the bit")
  func everyType() throws {
    try withTemporaryFolder { folder in
      let described = try Python.run(Self.write, folder, Self.types.joined(separator: " "))
      let lines = described.split(separator: "\n")
      #expect(lines.count == 48 * Self.types.count)
      for line in lines {
        let file = try JSONDecoder().decode(Described.self, from: Data(line.utf8))
        let volume = try Volume(nifti: "\(folder)/\(file.name)")
        #expect(volume.grid.counts == SIMD3(5, 4, 3), "\(file.name)")
        #expect(volume.values.map(\.bitPattern) == file.bits, "\(file.name)")
        expect(volume.grid.toPatient, isRows: file.affine, "\(file.name)")
      }
    }
  }

  /// Turned half about each axis and a little about all, mirrored or not.
  static let placements = [
    AffineTransform3D(
      i: SIMD3(0, 2, 0.5), j: SIMD3(-1.5, 0, 0), k: SIMD3(0, -0.75, 3),
      origin: SIMD3(10, -20, 30.5)),
    AffineTransform3D(
      i: SIMD3(2, 0, 0), j: SIMD3(0, -1, 0), k: SIMD3(0, 0, -3), origin: SIMD3(1, 2, 3)),
    AffineTransform3D(
      i: SIMD3(-2, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, -3), origin: SIMD3(1, 2, 3)),
    AffineTransform3D(
      i: SIMD3(-2, 0, 0), j: SIMD3(0, -1, 0), k: SIMD3(0, 0, 3), origin: SIMD3(1, 2, 3)),
    AffineTransform3D(
      i: SIMD3(-2, 0, 0), j: SIMD3(0, 1, 0), k: SIMD3(0, 0, 3), origin: SIMD3(1, 2, 3)),
    AffineTransform3D(
      i: SIMD3(0, 0, 1), j: SIMD3(1, 0, 0), k: SIMD3(0, 1, 0), origin: .zero),
    AffineTransform3D(
      i: SIMD3(0, 0, -1), j: SIMD3(1, 0, 0), k: SIMD3(0, 1, 0), origin: .zero),
    AffineTransform3D(
      i: SIMD3(0.6, -0.8, 0), j: SIMD3(-0.8, -0.6, 0), k: SIMD3(0, 0, -1), origin: .zero),
  ]

  @Test("what is written here it reads, packed or not", arguments: ["nii", "nii.gz"])
  func nibabelReads(ending: String) throws {
    try withTemporaryFolder { folder in
      let volumes = try Self.placements.map { placement in
        Volume(
          grid: try VolumeGrid(counts: SIMD3(4, 3, 2), toPatient: placement),
          values: (0..<24).map { Float($0) / 7 })
      }
      for (at, volume) in volumes.enumerated() {
        try volume.write(nifti: "\(folder)/\(at).\(ending)")
      }
      let described = try Python.run(Self.describe, folder, ending, "\(volumes.count)")
      let files = try JSONDecoder().decode([Described].self, from: Data(described.utf8))
      for (volume, file) in zip(volumes, files) {
        #expect(file.bits == volume.values.map(\.bitPattern))
        expect(volume.grid.toPatient, isRows: file.affine, within: 1e-6)
        // Programs that prefer the rotation must see the same place.
        expect(volume.grid.toPatient, isRows: try #require(file.rotation), within: 1e-5)
      }
      #expect(files.count == volumes.count)
    }
  }

  struct Described: Decodable {
    let name: String
    let bits: [UInt32]
    let affine: [[Double]]
    let rotation: [[Double]]?
  }

  private static let write = """
    import sys, json, gzip, numpy as np, nibabel as nib
    folder, types = sys.argv[1:]
    # A rotation about all axes, voxels of three sides, and an origin.
    def turn(a, p, q):
        m = np.eye(3); m[p, p] = m[q, q] = np.cos(a); m[p, q] = -np.sin(a); m[q, p] = np.sin(a)
        return m
    affine = np.eye(4)
    affine[:3, :3] = turn(.3, 0, 1) @ turn(-.7, 1, 2) @ turn(2.5, 0, 2) @ np.diag([1.5, 2, 3.25])
    affine[:3, 3] = [-90.5, 126.25, -72]
    for type in types.split():
        kind = np.dtype(type)
        values = (np.arange(60) * 3 - (0 if kind.kind == 'u' else 90)).reshape(5, 4, 3, order='F')
        if kind.kind == 'f': values = values / 7
        for version, image in [(1, nib.Nifti1Image), (2, nib.Nifti2Image)]:
            for order in '<>':
                for slope, inter in [(None, None), (0.37, -5.5)]:
                    for form in ['s', 'q', 'mirror']:
                        for packed in ['', '.gz']:
                            header = image.header_class(endianness=order)
                            header.set_data_dtype(kind.newbyteorder(order))
                            there = affine.copy()
                            if form == 'mirror': there[:3, 0] *= -1
                            made = image(values.astype(kind), None, header)
                            made.header.set_sform(there, 1 if form == 's' else 0)
                            made.header.set_qform(there, 0 if form == 's' else 2)
                            made.header.set_xyzt_units('mm')
                            name = f'{type}{version}{"le" if order == "<" else "be"}{slope}{form}.nii{packed}'
                            # nibabel chooses scales of its own: the bytes are written as they are.
                            made.header['scl_slope'] = np.nan if slope is None else slope
                            made.header['scl_inter'] = np.nan if inter is None else inter
                            head = made.header.copy()
                            head['magic'] = b'n+1' if version == 1 else head['magic']
                            head['vox_offset'] = 352 if version == 1 else 544
                            body = head.binaryblock + b'\\0' * 4
                            body += values.astype(kind.newbyteorder(order)).tobytes(order='F')
                            open(f'{folder}/{name}', 'wb').write(gzip.compress(body) if packed else body)
                            back = nib.load(f'{folder}/{name}')
                            data = np.asarray(back.get_fdata(), np.float32).ravel(order='F')
                            print(json.dumps(dict(
                                name=name, bits=data.view(np.uint32).tolist(),
                                affine=back.affine.tolist())))
    """

  private static let describe = """
    import sys, json, numpy as np, nibabel as nib
    folder, ending, count = sys.argv[1:]
    files = []
    for at in range(int(count)):
        image = nib.load(f'{folder}/{at}.{ending}')
        data = np.asarray(image.get_fdata(), np.float32).ravel(order='F')
        files.append(dict(
            name='', bits=data.view(np.uint32).tolist(), affine=image.affine.tolist(),
            rotation=image.header.get_qform().tolist()))
    print(json.dumps(files))
    """
}

/// Expects the rows of a matrix of four columns, as Python prints it.
func expect(
  _ transform: AffineTransform3D, isRows rows: [[Double]], within tolerance: Double = 1e-9,
  _ name: String = "", location: SourceLocation = #_sourceLocation
) {
  let columns = [transform.i, transform.j, transform.k, transform.origin]
  let worst =
    (0..<3).flatMap { row in
      columns.indices.map { abs(columns[$0][row] - rows[row][$0]) }
    }.max() ?? .infinity
  #expect(worst <= tolerance, "\(name): \(transform), wanted \(rows)", sourceLocation: location)
}
