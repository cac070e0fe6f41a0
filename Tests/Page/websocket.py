# SPDX-License-Identifier: Apache-2.0
"""A WebSocket to this machine (RFC 6455), as far as a browser's DevTools need it."""
import base64
import os
import socket
import struct


class WebSocket:
    """Text messages to and from an address such as ws://127.0.0.1:9222/devtools/page/1."""

    def __init__(self, url, timeout=60):
        host, _, path = url.removeprefix("ws://").partition("/")
        name, _, port = host.partition(":")
        self.socket = socket.create_connection((name, int(port)), timeout=timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n")
            .encode())
        self.stream = self.socket.makefile("rb")
        status = self.stream.readline()
        if b" 101 " not in status:
            raise ConnectionError(f"{url}: {status!r}; 101 is wanted")
        while self.stream.readline().strip():
            pass

    def send(self, text):
        """Sends one message, masked as a client has to."""
        data, mask = text.encode(), os.urandom(4)
        length = len(data)
        size = (bytes([0x80 | length]) if length < 126
                else bytes([0x80 | 126]) + struct.pack(">H", length) if length < 65536
                else bytes([0x80 | 127]) + struct.pack(">Q", length))
        repeated = (mask * (length // 4 + 1))[:length]
        masked = int.from_bytes(data, "big") ^ int.from_bytes(repeated, "big")
        self.socket.sendall(b"\x81" + size + mask + masked.to_bytes(length, "big"))

    def receive(self):
        """The next message; parts are joined, pings left alone."""
        message = b""
        while True:
            first, second = self.stream.read(2)
            length = second & 0x7F
            if length == 126:
                length, = struct.unpack(">H", self.stream.read(2))
            elif length == 127:
                length, = struct.unpack(">Q", self.stream.read(8))
            data = self.stream.read(length)
            if first & 0x0F == 8:
                raise ConnectionError("the browser closed the connection")
            if first & 0x0F <= 2:
                message += data
                if first & 0x80:
                    return message.decode()

    def close(self):
        self.stream.close()
        self.socket.close()
