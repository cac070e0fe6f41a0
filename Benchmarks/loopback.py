# SPDX-License-Identifier: Apache-2.0
"""A `daefuse serve` of its own on loopback, and clients of it, for Benchmarks/serve.py."""

import asyncio
import socket
import struct
import subprocess
import tempfile
import time
import zlib

BOUNDARY = "benchmark"


class Service:
    """Runs the program until the `with` is left; it is ready when the `with` begins."""

    def __init__(self, program, *options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.arguments = [str(program), "serve", "--bind", f"127.0.0.1:{self.port}", *options]
        self.log = tempfile.TemporaryFile()

    def __enter__(self):
        start = time.perf_counter()
        self.process = subprocess.Popen(self.arguments, stderr=self.log)
        while asyncio.run(self.try_once()) != 200:
            if self.process.poll() is not None or time.perf_counter() - start > 60:
                self.log.seek(0)
                raise SystemExit(f"the service did not start: {self.log.read().decode()}")
            time.sleep(0.005)
        self.seconds_to_ready = time.perf_counter() - start
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(40)

    async def try_once(self):
        try:
            return (await self.ask("GET", "/health/ready"))[0]
        except OSError:
            return None

    async def ask(self, method, path, body=b""):
        """One request on a connection of its own: status and body."""
        client = Client(self.port)
        try:
            return await client.send(request(self.port, method, path, body))
        finally:
            client.close()

    def memory(self, field="VmRSS"):
        """MiB that it holds; `VmHWM`: that it held at most."""
        with open(f"/proc/{self.process.pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024

    def metric(self, name):
        """A gauge of /metrics."""
        text = asyncio.run(self.ask("GET", "/metrics"))[1].decode()
        return next(float(line.split()[1]) for line in text.splitlines() if line.startswith(name + " "))


class Client:
    """A connection that is kept, and opened again where the service closed it."""

    def __init__(self, port):
        self.port, self.streams = port, None

    async def send(self, message):
        """Sends a request: status and body of its answer."""
        if not self.streams:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        try:
            writer.write(message)
            await writer.drain()
        except ConnectionError:
            pass  # Refused before it was read whole; the answer is there all the same.
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
            fields = dict(line.split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(fields.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
            return None, b""
        if fields.get("connection") == "close":
            self.close()
        return int(head[0].split()[1]), body

    def close(self):
        if self.streams:
            self.streams[1].close()
        self.streams = None


def request(port, method, path, body=b""):
    fields = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
    if body:
        fields += f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
    return fields.encode() + b"\r\n" + body


def form(**files):
    """The body of a form with these files."""
    parts = [
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name={name}; filename=x\r\n\r\n".encode()
        + content + b"\r\n" for name, content in files.items()]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def png_chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_bomb(side=60_000):
    """A PNG file of some hundred bytes that says it is a picture of so many pixels a side."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
            + png_chunk(b"IDAT", zlib.compress(bytes(side))) + png_chunk(b"IEND", b""))


def jpeg_bomb(jpeg, side=64_250):
    """A JPEG file whose header is changed to so many pixels a side."""
    place = next(at for at in range(len(jpeg)) if jpeg[at] == 0xFF and jpeg[at + 1] in (0xC0, 0xC2))
    return jpeg[:place + 5] + struct.pack(">HH", side, side) + jpeg[place + 9:]
