// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing
import Volumes

@Suite(
  "NIfTI: files of other programs", .tags(.data),
  .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
  .enabled(if: Python.hasNIfTI, "nibabel is not installed"))
struct SharedNIfTITests {
  @Test(
    "files of other programs are read to the bit",
    arguments: [
      "mni/T1.nii", "mni/scct.nii", "mni/PET.nii", "mni/SPECT.nii", "stroke/T1.nii.gz",
      "stroke/FLAIR.nii.gz",
    ])
  func sharedFiles(name: String) throws {
    let path = "\(try #require(DataFolderLocation.path))/volumes/\(name)"
    let file = try JSONDecoder().decode(
      Digest.self, from: Data(try Python.run(Self.digest, path).utf8))
    let volume = try Volume(nifti: path)
    #expect([volume.grid.counts.x, volume.grid.counts.y, volume.grid.counts.z] == file.shape)
    var hash: UInt64 = 0
    for value in volume.values { hash = hash &* 31 &+ UInt64(value.bitPattern) }
    #expect("\(hash)" == file.hash, "\(name)")
    expect(volume.grid.toPatient, isRows: file.affine, within: 1e-6, "\(name)")
  }

  @Test(
    "SPECT, of the other byte order and handedness, lands on the MRI where SciPy puts it",
    .enabled(if: Python.hasSciPy, "SciPy is not installed"))
  func lands() throws {
    let folder = "\(try #require(DataFolderLocation.path))/volumes/mni"
    let mri = try Volume(nifti: "\(folder)/T1.nii")
    let spect = try Volume(nifti: "\(folder)/SPECT.nii")
    let placed = spect.resampled(onto: mri.grid)
    let printed = try Python.run(Self.resample, "\(folder)/T1.nii", "\(folder)/SPECT.nii")
    let wanted = try JSONDecoder().decode([Sample].self, from: Data(printed.utf8))
    #expect(wanted.count > 500)
    for sample in wanted {
      let value = placed[sample.place[0], sample.place[1], sample.place[2]]
      #expect(abs(value - sample.value) <= 1e-4 * max(1, abs(sample.value)), "\(sample.place)")
    }
    // What is bright lies inside the head.
    let (head, hot) = (mri.values.map { $0 > 0.15 }, placed.values.map { $0 > 600 })
    let inside = zip(head, hot).filter { $0 && $1 }.count
    #expect(Double(inside) > 0.9 * Double(hot.filter { $0 }.count))
  }

  struct Sample: Decodable {
    let place: [Int]
    let value: Float
  }

  struct Digest: Decodable {
    let shape: [Int]
    let hash: String
    let affine: [[Double]]
  }

  private static let resample = """
    import sys, json, numpy as np, nibabel as nib
    from scipy.ndimage import map_coordinates
    base, overlay = map(nib.load, sys.argv[1:])
    place = np.stack(np.meshgrid(*(np.arange(4, n - 4, 9) for n in base.shape), indexing='ij'), -1)
    place = place.reshape(-1, 3)
    there = np.linalg.inv(overlay.affine) @ base.affine
    points = place @ there[:3, :3].T + there[:3, 3]
    inside = np.all((points >= 0) & (points <= np.array(overlay.shape) - 1), axis=1)
    values = map_coordinates(np.asarray(overlay.get_fdata()), points[inside].T, order=1)
    print(json.dumps([
        dict(place=p, value=v) for p, v in zip(place[inside].tolist(), values.tolist())]))
    """

  private static let digest = """
    import sys, json, numpy as np, nibabel as nib
    image = nib.load(sys.argv[1])
    data = np.asarray(image.get_fdata(), np.float32).ravel(order='F').view(np.uint32)
    hash = 0
    for value in data.tolist(): hash = (hash * 31 + value) & 0xFFFFFFFFFFFFFFFF
    print(json.dumps(dict(
        shape=list(image.shape), hash=str(hash), affine=image.affine.tolist())))
    """
}
