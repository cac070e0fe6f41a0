// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics

/// Series that pydicom writes: a volume of which each voxel has its own value, oblique in the
/// patient, as scanners write it and as they had better not.
enum RenderedSeries {
  /// A folder, and what is in it as NumPy computes it, in coordinates to the right and to the
  /// front.
  struct Described: Decodable {
    let name: String
    let counts: [Int]
    let bits: [UInt32]
    let affine: [[Double]]
  }

  /// Writes all, each into a folder of its own below `folder`.
  static func write(into folder: String) throws -> [Described] {
    let printed = try Python.run(script, folder)
    return try JSONDecoder().decode([Described].self, from: Data(printed.utf8))
  }

  private static let script = """
    import sys, os, json, copy, numpy as np, pydicom
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.sequence import Sequence
    from pydicom.uid import (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian,
                             CTImageStorage, EnhancedCTImageStorage, NuclearMedicineImageStorage,
                             generate_uid)
    top = sys.argv[1]
    rows, columns, count = 5, 4, 7
    def turn(a, p, q):
        m = np.eye(3); m[p, p] = m[q, q] = np.cos(a); m[p, q] = -np.sin(a); m[q, p] = np.sin(a)
        return m
    axes = turn(.3, 0, 1) @ turn(-.4, 1, 2) @ turn(.2, 0, 2)
    across, down, normal = axes[:, 0], axes[:, 1], axes[:, 2]
    spacing = [1.5, 0.75]                       # between rows, between columns
    stored = np.arange(rows * columns * count).reshape(count, rows, columns).astype(np.int16) - 40
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    start = np.array([-12., 33., 7.])

    def plain(number, place, **changes):
        d = Dataset()
        d.file_meta = FileMetaDataset()
        d.file_meta.TransferSyntaxUID = changes.pop("syntax", ExplicitVRLittleEndian)
        d.SOPClassUID, d.SOPInstanceUID = CTImageStorage, generate_uid()
        d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID
        d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID
        d.Modality, d.PatientID, d.PatientName = "CT", "7", "Phantom"
        d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = study, series, frame
        d.SeriesNumber, d.InstanceNumber, d.SeriesDescription = 2, number + 1, "head"
        d.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        d.Rows, d.Columns, d.SamplesPerPixel = rows, columns, 1
        d.PhotometricInterpretation = "MONOCHROME2"
        d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
        d.ImageOrientationPatient = [f"{v:.10f}" for v in [*across, *down]]
        d.ImagePositionPatient = [f"{v:.10f}" for v in place]
        d.PixelSpacing = [str(v) for v in spacing]
        # Of PET each slice has its own.
        d.RescaleSlope, d.RescaleIntercept = str(1 + number / 4), "-1024"
        d.PixelData = stored[number].tobytes()
        for key, value in changes.items(): setattr(d, key, value)
        return d

    def places(step): return [start + step * k for k in range(count)]

    def save(name, images, order=None):
        os.makedirs(f"{top}/{name}/deep", exist_ok=True)
        for at, image in enumerate(images):
            big = image.file_meta.TransferSyntaxUID == ExplicitVRBigEndian
            if big: image.PixelData = np.frombuffer(image.PixelData, "<i2").astype(">i2").tobytes()
            # Names that say nothing of the order.
            image.save_as(f"{top}/{name}/{'deep/' if at % 2 else ''}{(at * 5 + 3) % 7}.x",
                          enforce_file_format=True)

    step = normal * 2.5
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = across * .75, down * 1.5, step
    affine[:3, 3] = start
    affine = np.diag([-1, -1, 1, 1]) @ affine
    values = np.stack([stored[k] * (1 + k / 4) - 1024. for k in range(count)])
    def described(name, values=values, affine=affine):
        values = values.astype(np.float32)
        return {"name": name, "counts": list(values.shape[::-1]), "affine": affine.tolist(),
                "bits": values.view(np.uint32).ravel().tolist()}
    good = []
    for name, syntax in [("plain", ExplicitVRLittleEndian), ("implicit", ImplicitVRLittleEndian),
                         ("big", ExplicitVRBigEndian)]:
        latin = {"SpecificCharacterSet": "ISO_IR 100", "PatientName": "Fantôme"}
        changes = latin if name == "big" else {}
        save(name, [plain(k, p, syntax=syntax, **changes) for k, p in enumerate(places(step))])
        good.append(described(name))
    open(f"{top}/plain/readme.txt", "w").write("not DICOM")

    # The series from head to feet: the same slices, numbered the other way.
    save("reversed", [plain(k, p, InstanceNumber=count - k) for k, p in enumerate(places(step))])
    good.append(described("reversed"))

    # A table in place of slope and intercept.
    table = Dataset()
    table.LUTDescriptor, table.ModalityLUTType = [256, 65536 - 40, 16], "HU"
    table["LUTDescriptor"].VR = "US"
    table.LUTData = [(v * v) % 4001 for v in range(256)]
    table["LUTData"].VR = "US"
    images = [plain(k, p, ModalityLUTSequence=Sequence([table])) for k, p in enumerate(places(step))]
    for image in images: del image.RescaleSlope, image.RescaleIntercept
    save("table", images)
    good.append(described("table", ((stored.astype(int) + 40) ** 2) % 4001))

    # All frames in one file, in another order.
    order = [3, 0, 6, 2, 5, 1, 4]
    many = plain(0, start)
    many.SOPClassUID = many.file_meta.MediaStorageSOPClassUID = EnhancedCTImageStorage
    for key in ["ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "RescaleSlope",
                "RescaleIntercept"]:
        delattr(many, key)
    many.NumberOfFrames = count
    many.PixelData = stored[order].tobytes()
    def group(**values):
        d = Dataset()
        for key, value in values.items(): setattr(d, key, value)
        return Sequence([d])
    model = plain(0, start)
    shared = Dataset()
    shared.PixelMeasuresSequence = group(PixelSpacing=[str(v) for v in spacing], SliceThickness="2.5")
    shared.PlaneOrientationSequence = group(ImageOrientationPatient=model.ImageOrientationPatient)
    many.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for k in order:
        one = Dataset()
        one.PlanePositionSequence = group(
            ImagePositionPatient=[f"{v:.10f}" for v in places(step)[k]])
        one.PixelValueTransformationSequence = group(
            RescaleSlope=str(1 + k / 4), RescaleIntercept="-1024", RescaleType="HU")
        frames.append(one)
    many.PerFrameFunctionalGroupsSequence = Sequence(frames)
    save("enhanced", [many])
    good.append(described("enhanced"))

    # Slices of SPECT in one file: from the first one on against the normal, in another order.
    def nuclear(name, **changes):
        d = plain(0, start)
        d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = NuclearMedicineImageStorage
        d.Modality, d.ImageType = "NM", ["DERIVED", "PRIMARY", "RECON TOMO", "EMISSION"]
        detector = Dataset()
        detector.ImagePositionPatient = [f"{v:.10f}" for v in places(step)[-1]]
        detector.ImageOrientationPatient = d.ImageOrientationPatient
        for key in ["ImagePositionPatient", "ImageOrientationPatient", "RescaleSlope",
                    "RescaleIntercept"]:
            delattr(d, key)
        d.DetectorInformationSequence, d.NumberOfDetectors = Sequence([detector]), 1
        d.NumberOfFrames, d.NumberOfSlices, d.SpacingBetweenSlices = count, count, "-2.5"
        d.FrameIncrementPointer = 0x00540080
        d.SliceVector = [count - k for k in order]
        d.PixelData = stored[order].tobytes()
        for key, value in changes.items(): setattr(d, key, value)
        save(name, [d])
    nuclear("nuclear")
    good.append(described("nuclear", stored))
    nuclear("projections", ImageType=["ORIGINAL", "PRIMARY", "TOMO", "EMISSION"])
    nuclear("unplaced", DetectorInformationSequence=Sequence([]))
    nuclear("empty", DetectorInformationSequence=Sequence([Dataset()]))
    nuclear("unspaced", SpacingBetweenSlices=None)
    nuclear("uncounted", SliceVector=[1, 2, 3])

    # Numbers that stand for nothing.
    save("padded", [plain(k, p, PixelPaddingValue=-40, PixelPaddingRangeLimit=-38)
                    for k, p in enumerate(places(step))])
    good.append(described("padded", np.where(stored <= -38, np.nan, values)))
    # Pixels that lost something before.
    save("lossy", [plain(k, p, LossyImageCompression="01", LossyImageCompressionRatio="7.5",
                         LossyImageCompressionMethod="ISO_15444_1")
                   for k, p in enumerate(places(step))])
    good.append(described("lossy"))

    # A whole series beside a file that is cut off and one that ends GDCM.
    import shutil
    save("stray", [plain(k, p) for k, p in enumerate(places(step))])
    good.append(described("stray"))
    data = open(f"{top}/stray/3.x", "rb").read()
    open(f"{top}/stray/cut.dcm", "wb").write(data[:-30])
    save("ending", [plain(0, start, SamplesPerPixel=2)])
    shutil.copy(f"{top}/ending/3.x", f"{top}/stray/ending.dcm")
    # A series that lacks the one that is cut off.
    save("gap", [plain(k, p) for k, p in enumerate(places(step))])
    data = open(f"{top}/gap/6.x", "rb").read()
    open(f"{top}/gap/6.x", "wb").write(data[:-30])

    # What is refused.
    def spoiled(name, at, **changes):
        images = [plain(k, p) for k, p in enumerate(places(step))]
        for key, value in changes.items(): setattr(images[at], key, value)
        save(name, images)
    spoiled("orientations", 3, ImageOrientationPatient=["1", "0", "0", "0", "1", "0"])
    save("wider", [plain(k, p + normal * (.2 if k > 4 else 0)) for k, p in enumerate(places(step))])
    save("one", [plain(0, start)])
    # A comma that pydicom would refuse to write.
    comma = plain(0, start)
    comma["RescaleSlope"] = pydicom.DataElement(0x00281053, "LO", "2,5")
    save("comma", [comma])
    data = open(f"{top}/comma/3.x", "rb").read()
    open(f"{top}/comma/3.x", "wb").write(data.replace(b"\\x53\\x10LO", b"\\x53\\x10DS"))
    save("zero", [plain(0, start, RescaleSlope="0")])
    save("high", [plain(0, start, BitsStored=12)])
    save("highest", [plain(0, start, HighBit=65535)])
    save("short", [plain(k, p, PixelData=stored[k].tobytes()[:20]) for k, p in enumerate(places(step))])
    plain_ct = [plain(k, p) for k, p in enumerate(places(step))]
    for image in plain_ct: del image.RescaleSlope, image.RescaleIntercept
    save("stored", plain_ct)
    spoiled("turned", 2, ImageOrientationPatient=[f"{v:.10f}" for v in [*normal, *down]])
    spoiled("references", 4, FrameOfReferenceUID=generate_uid())
    spoiled("patients", 2, PatientID="8")
    spoiled("spacings", 2, PixelSpacing=["1.5", "1.5"])
    spoiled("double", 5, ImagePositionPatient=[f"{v:.10f}" for v in places(step)[4]])
    spoiled("uneven", 6, ImagePositionPatient=[f"{v:.10f}" for v in places(step)[6] + normal])
    spoiled("aside", 3, ImagePositionPatient=[f"{v:.10f}" for v in places(step)[3] + across * 2])
    spoiled("several", 3, SeriesInstanceUID=generate_uid(), SeriesNumber=9)
    save("sizes", [plain(k, p, **({"Rows": 4, "PixelData": stored[k, :4].tobytes()} if k == 1 else {}))
                   for k, p in enumerate(places(step))])
    save("missing", [plain(k, p) for k, p in enumerate(places(step)) if k != 2])
    save("tilted", [plain(k, p, GantryDetectorTilt="18.5")
                    for k, p in enumerate(places(step + down * .8))])
    save("aslant", [plain(k, p) for k, p in enumerate(places(step - down * .8 - across * .6))])
    save("colors", [plain(0, start, SamplesPerPixel=3, PhotometricInterpretation="RGB",
                          PlanarConfiguration=0, BitsAllocated=8, BitsStored=8, HighBit=7,
                          PixelRepresentation=0, PixelData=bytes(rows * columns * 3))])
    save("mosaic", [plain(0, start, ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"])])
    shutil.copy(f"{top}/mosaic/3.x", f"{top}/reversed/screen.dcm")
    lost = plain(0, start)
    del lost.ImagePositionPatient
    save("lost", [lost])
    print(json.dumps(good))
    """
}
