#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Fuzz/Corpus, what the fuzzers begin with, but for images, which are the test suite's own
fixtures (Scripts/make-image-fixtures.py makes those), and for `dicom` and `nifti`, which pydicom and
nibabel wrote: folders that are not written here stay as they are."""
import json
import pathlib
import shutil
import struct
import zlib

root = pathlib.Path(__file__).parent
corpus = root / "Corpus"
# Folders that were emptied, so that nothing of an older script stays in them.
emptied = set()


def write(name, content):
    path = corpus / name
    if path.parent not in emptied:
        shutil.rmtree(path.parent, ignore_errors=True)
        emptied.add(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def safetensors(header, data):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(data)


def tensor(dtype, shape, first, last):
    return {"dtype": dtype, "shape": shape, "data_offsets": [first, last]}


def weights():
    write("safetensors/empty", safetensors({}, 0))
    write("safetensors/notes", safetensors({"__metadata__": {"a": "1", "b\né": "\U0001f600"}}, 0))
    write("safetensors/types", safetensors({
        "w": tensor("F32", [2, 2], 0, 16), "s": tensor("I64", [], 16, 24),
        "e": tensor("BF16", [0, 7], 24, 24), "z": tensor("BOOL", [1, 2, 1], 24, 26),
        "h": tensor("F16", [1], 26, 28), "u": tensor("U8", [2], 28, 30),
        "d": tensor("F64", [1], 30, 38)}, 38))


def images():
    gray = bytes(range(48))
    write("pnm/gray", b"P5\n# note\n8 6\n255\n" + gray)
    write("pnm/gray16", b"P5 4 6 4095\n" + gray)
    write("pnm/color", b"P6\n4 4\n255\n" + gray)
    write("pnm/digits", "P3 2 2 15\n" + " ".join(str(i) for i in range(12)))
    for bits in (1, 4, 8, 24, 32):
        row = (4 * bits + 31) // 32 * 4
        palette = b"".join(bytes([i, 255 - i, i // 2, 0]) for i in range(2**bits)) if bits < 9 else b""
        start = 54 + len(palette)
        head = b"BM" + struct.pack("<IHHI", start + 3 * row, 0, 0, start)
        info = struct.pack("<IiiHHIIiiII", 40, 4, 3 if bits != 32 else -3, 1, bits, 0, 0, 0, 0, 0, 0)
        write(f"bmp/{bits}", head + info + palette + bytes(range(3 * row)))
    for descr, size, shape, order in (
            ("|u1", 1, "(4, 4)", "False"), ("<u2", 2, "(4, 4)", "True"), (">f4", 4, "(3, 2, 2)", "False"),
            ("<f8", 8, "(2, 3)", "False"), ("<i4", 4, "(2, 2, 3)", "True"), ("<f2", 2, "(2, 2, 1)", "False")):
        text = f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}"
        text += " " * (-(len(text) + 11) % 64) + "\n"
        data = bytes(range(size * 16))
        write(f"npy/{descr[1:]}", b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text.encode() + data)


def png(width, height, depth, color, rows):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(
            ">I", zlib.crc32(kind + content))
    lines = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def cameras():
    values = [15000 + 40 * i for i in range(8 * 6)]
    raw = struct.pack("<48H", *values)
    swapped = png(8, 6, 16, 0, [raw[16 * i:16 * i + 16] for i in range(6)])
    photo = png(16, 12, 8, 2, [bytes([i, 128, 120] * 16) for i in range(12)])
    numbers = {0x20: 0.95, 0x24: 1, 0x28: 293.15, 0x2C: 293.15, 0x30: 293.15, 0x34: 1, 0x3C: 0.5,
               0x58: 16951.8, 0x5C: 1435.1, 0x60: 1, 0x30C: 0.0142949, 0x80: 1.9}
    camera = bytearray(struct.pack("<H", 2) + bytes(0x3FE))
    for place, number in numbers.items():
        struct.pack_into("<f", camera, place, number)
    struct.pack_into("<i", camera, 0x308, -7142)
    geometry = struct.pack("<fhh", 1.5, 2, -3)

    def head(mark, width, height, order="<"):
        return struct.pack(order + "HHH", mark, width, height) + bytes(26)

    def flir(records, order=">"):
        start = 0x40 + 0x20 * len(records)
        directory = content = b""
        for kind, record in records:
            directory += struct.pack(
                order + "HHIIIIIII", kind, 1, 100, 1, start + len(content), len(record), 0, 0, 0)
            content += record
        return (b"FFF" + bytes(17) + struct.pack(order + "III", 100, 0x40, len(records)) + bytes(32)
                + directory + content)

    whole = flir([(1, head(2, 8, 6) + swapped), (0x0E, head(3, 16, 12) + photo), (0x20, bytes(camera)),
                  (0x2A, geometry)])
    write("flir/png", whole)
    write("flir/values", flir([(0x20, bytes(camera)), (1, head(2, 8, 6) + raw)], "<"))
    write("flir/alone", flir([(1, head(2, 8, 6, ">") + raw)]))

    def segment(marker, content):
        return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content

    pieces = [whole[i:i + 400] for i in range(0, len(whole), 400)]
    chunks = [b"FLIR\0\1" + bytes([i, len(pieces) - 1]) + piece for i, piece in enumerate(pieces)]
    write("radiometric/flir", b"\xFF\xD8" + b"".join(segment(0xE1, c) for c in chunks) + b"\xFF\xD9")
    dji = bytes(range(256)) * 150
    write("radiometric/dji", b"\xFF\xD8" + segment(0xE3, dji[:30000]) + segment(0xE3, dji[30000:]) + b"\xFF\xD9")


def films():
    y4m = b"YUV4MPEG2 W4 H2 F30000:1001 Ip A1:1 C%s XCOLORRANGE=FULL\n"
    for kind, count in ((b"mono", 8), (b"mono10", 16), (b"mono16", 16), (b"420jpeg", 12), (b"444", 24)):
        frame = b"FRAME\n" + bytes(range(count))
        write(f"y4m/{kind.decode()}", y4m % kind + frame + frame)
    for name, code, count in (("gray", b"Y800", 8), ("gray16", b"Y1\0\x10", 16), ("rgb", b"RGB\x18", 24)):
        write(f"nut/{name}", nut(code, 4, 2, [bytes(range(count))] * 2))


def number(value):
    """A number of NUT: seven bits a byte, the highest first."""
    result = [value & 0x7F]
    while value := value >> 7:
        result.insert(0, value & 0x7F | 0x80)
    return bytes(result)


def nut(code, width, height, frames):
    """A NUT stream as Video writes it."""
    def checksum(data):
        value = 0
        for byte in data:
            value ^= byte << 24
            for _ in range(8):
                value = (value << 1 ^ (0x04C11DB7 if value >> 31 else 0)) & 0xFFFFFFFF
        return struct.pack(">I", value)

    def packet(start, payload):
        return struct.pack(">Q", start) + number(len(payload) + 4) + payload + checksum(payload)

    def numbers(*values):
        return b"".join(map(number, values))

    main = numbers(3, 1, 65536, 1, 1, 1000000, 8192, 6, 1, 1, 0, 0, 0, 1, 105, 6, 1, 1, 0, 0, 0, 1,
                   8192, 6, 1, 1, 0, 0, 0, 253, 0)
    stream = numbers(0, 0, len(code)) + code + numbers(0, 14, 1 << 30, 0, 0, 0, width, height, 1, 1, 0)
    result = b"nut/multimedia container\0" + packet(0x4E4D7A561F5F04AD, main) \
        + packet(0x4E5311405BF2F9DB, stream)
    for index, frame in enumerate(frames):
        head = b"\1" + numbers(index * 40000 + (1 << 14), len(frame))
        result += packet(0x4E4BE4ADEECA4569, numbers(index * 40000, 0)) + head + checksum(head) + frame
    return result


def rigs():
    sizes = {"version": 1, "firstSize": {"width": 64, "height": 48}, "secondSize": {"width": 32, "height": 24}}
    write("rig/plain", json.dumps({**sizes, "matrix": [[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]]}))
    write("rig/origin", json.dumps({
        **sizes, "matrix": [[2, 0.1, 30.1], [-0.2, 1.5, -7], [0.0004, -0.0002, 1]],
        "origin": {"model": "homography", "frames": 3, "score": 0.4, "residual": 1.5}}))
    lens = {"fx": 70, "fy": 71, "cx": 31.5, "cy": 23.5, "k1": -0.2, "k2": 0.05, "p1": 0.001}
    write("rig/lenses", json.dumps({
        **sizes, "matrix": [[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]], "firstLens": lens,
        "secondLens": {**lens, "cx": 15.5, "cy": 11.5, "p2": -0.002, "k3": 0.01}}))
    write("rig/parallax", json.dumps({
        **sizes, "matrix": [[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]], "parallax": [12, -3, 0.01]}))


def transforms():
    head = "#Insight Transform File V1.0\n#Transform 0\nTransform: "
    for name, kind, parameters, fixed in (
            ("affine", "AffineTransform_double", "1.1 0.2 0.3 -0.1 0.9 0.05 0.02 0.1 1 4 5 6", "1 2 3"),
            ("offset", "MatrixOffsetTransformBase_float", "1 0 0 0 1 0 0 0 1 4 -5 6e1", "0 0 0"),
            ("euler", "Euler3DTransform_double", "0.1 0.2 0.3 4 5 6", "1 2 3 1"),
            ("versor", "VersorRigid3DTransform_double", "0.119 0 0.159 4 5 6", "1 2 3")):
        write(f"transform/{name}",
              f"{head}{kind}_3_3\nParameters: {parameters}\nFixedParameters: {fixed}\n")


def names():
    write("listing/pairs", "1.png\n1.png\n2.jpg\n2.tif\n10.PNG\n10.webp\n")
    write("listing/stems", "a.png\na.png\na.jpg\nb.tiff\nimg9.png\nimg10.png\n.hidden.png\nA.png\n")
    write("listing/patterns",
          "VIS1.png\nIR01.png\n2_vis.jpg\n2_ir.tif\nD_20260101120000_0001_W.jpg\nD_20260101120001_0002_T.jpg\n"
          "0001v.png\n0001i.png\n0002v.png\nrgb-3.png\nx_vis_1.png\nx_ir_1.png\n")
    write("listing/odd", "é.png\ne\u0301.png\n..png\nx\n007.png\n7.png\n99999999999999999999.png\n")


def settings():
    weights = root.parent / "Sources/FusionModel/Weights/fast.safetensors"
    data = weights.read_bytes()
    header = json.loads(data[8:8 + struct.unpack("<Q", data[:8])[0]])
    model = header["__metadata__"]["daefuse.configuration"]
    write("model/fast", model)
    write("model/other", json.dumps({**json.loads(model), "unknown": 1}))
    write("model/version1", json.dumps({  # as files of program 0.1 have it
        "blending": 1, "centring": 1, "crossAttention": 1, "depth": 1, "discriminatorWidth": 16,
        "expansion": 2, "heads": 2, "resnetStride": 1, "resnetWidth": 8, "unshuffle": 4, "vitDepth": 2,
        "vitExpansion": 2, "vitHeads": 2, "vitPooling": 2, "vitWidth": 32, "width": 16}))
    write("training/empty", "{}")
    write("training/some", json.dumps({
        "phase1Epochs": 2, "phase2Epochs": 3, "steps": 9, "batch": 4, "crop": 128, "seed": 7,
        "precision": "bfloat16"}))
    write("training/model", json.dumps({"model": json.loads(model)}))


def forms():
    part = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
    write("multipart/files", "\x07" + part % ("first", "; filename=\"a.png\"", "ab\r\n--y") +
          part % ("second", "; filename*=UTF-8''b", "") + part % ("lean", "", "-0.5") + "--x--\r\n")
    write("multipart/odd", "\x00before\r\n--x \t\r\ncontent-disposition:form-data;name=a;x\r\n"
          "Content-Transfer-Encoding: binary\r\n\r\n1\r\n--x\r\n\r\n")


weights()
images()
cameras()
rigs()
transforms()
films()
names()
forms()
settings()
