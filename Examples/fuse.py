#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fuses two images by libdaefuse and ctypes: a color one (.ppm) and a gray one (.pgm) of one size,
to a .ppm.

    python3 fuse.py PREFIX/lib/libdaefuse.so visible.ppm infrared.pgm fused.ppm [MODEL]
"""
import ctypes
import re
import sys


class Image(ctypes.Structure):
    """daefuse_image: 8-bit samples, row by row."""
    _fields_ = [("pixels", ctypes.c_void_p), ("width", ctypes.c_int32), ("height", ctypes.c_int32),
                ("channels", ctypes.c_int32), ("stride", ctypes.c_size_t)]

    def __init__(self, width, height, channels, data=None):
        size = width * height * channels
        # Kept here: the structure holds its address alone.
        self.buffer = (ctypes.c_uint8 * size)(*(data or b""))
        super().__init__(ctypes.addressof(self.buffer), width, height, channels, 0)


class Library:
    """The four functions, whose failures become exceptions."""

    def __init__(self, path):
        self.functions = ctypes.CDLL(path)
        image = ctypes.POINTER(Image)
        for name, result, arguments in [
                ("open", ctypes.c_void_p, [ctypes.c_char_p] * 3 + [ctypes.c_int32]),
                ("fuse", ctypes.c_bool, [ctypes.c_void_p, image, image, image]),
                ("close", None, [ctypes.c_void_p]),
                ("error", ctypes.c_char_p, [])]:
            function = getattr(self.functions, "daefuse_" + name)
            function.restype, function.argtypes = result, arguments

    def checked(self, result):
        """What a function returned, unless it failed."""
        if not result:
            raise RuntimeError(self.functions.daefuse_error().decode())
        return result

    def fuse(self, first, second, model):
        """Fuses two images to one of the first one's size and channels."""
        fused = Image(first.width, first.height, first.channels)
        fuser = self.checked(self.functions.daefuse_open(model.encode(), b"cpu", b"float32", 1))
        try:
            self.checked(self.functions.daefuse_fuse(fuser, first, second, fused))
        finally:
            self.functions.daefuse_close(fuser)
        return fused


def read_image(path):
    """Reads a binary PGM or PPM file without comments, of 8 bits a sample."""
    with open(path, "rb") as file:
        data = file.read()
    header = re.match(rb"P([56])\s+(\d+)\s+(\d+)\s+255\s", data)
    if not header:
        sys.exit(f"{path}: is no binary PGM or PPM file of 8 bits")
    kind, width, height = map(int, header.groups())
    return Image(width, height, 3 if kind == 6 else 1, data[header.end():])


def write_image(path, image):
    """Writes a PGM or PPM file."""
    with open(path, "wb") as file:
        file.write(b"P%d\n%d %d\n255\n" % (6 if image.channels == 3 else 5, image.width, image.height))
        file.write(image.buffer)


def main(library, first, second, fused, model="fast"):
    """Fuses two files."""
    image = Library(library).fuse(read_image(first), read_image(second), model)
    write_image(fused, image)


if __name__ == "__main__":
    if not 5 <= len(sys.argv) <= 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
