# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium, driven through its DevTools protocol; the standard library alone."""
import base64
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

from websocket import WebSocket


class Failed(Exception):
    """A script of the page threw, or something did not come in time."""


class Browser:
    """A browser with one page."""

    def __init__(self, executable):
        self.folder = tempfile.mkdtemp(prefix="daefuse-page-")
        self.process = subprocess.Popen(
            [executable, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
             "--disable-component-update", "--remote-debugging-port=0",
             f"--user-data-dir={self.folder}/profile", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = self._port()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            page = next(page for page in json.load(answer) if page["type"] == "page")
        self.socket = WebSocket(page["webSocketDebuggerUrl"])
        self.number = 0
        self.errors = []
        for domain in ("Page", "Runtime", "Log", "DOM", "Accessibility", "Network"):
            self.call(f"{domain}.enable")

    def _port(self):
        file = pathlib.Path(self.folder, "profile", "DevToolsActivePort")
        for _ in range(600):
            if file.exists() and file.read_text().count("\n"):
                return file.read_text().split("\n")[0]
            if self.process.poll() is not None:
                raise Failed(f"Chromium ended with {self.process.returncode}")
            time.sleep(0.1)
        raise Failed("Chromium opened no port within a minute")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, **parameters):
        """The result of a method of the protocol; what went wrong on the page is kept in `errors`."""
        self.number += 1
        self.socket.send(
            json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise Failed(f"{method}: {message['error']['message']}")
                return message["result"]
            self._note(message)

    def _note(self, message):
        parameters = message.get("params", {})
        if message.get("method") == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description", details["text"]))
        if message.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            entry = parameters["entry"]
            self.errors.append(f"{entry['text']} {entry.get('url', '')}")

    def run(self, script):
        """The value of an expression on the page; promises are waited for."""
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True,
            userGesture=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            text = details.get("exception", {}).get("description", details["text"])
            raise Failed(f"{script[:120]}: {text}")
        return result["result"].get("value")

    def wait(self, script, seconds=30):
        """Waits until an expression is true, and returns it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.run(script)
            if value:
                return value
            time.sleep(0.03)
        raise Failed(f"not within {seconds} s: {script}")

    def open(self, address, width=1280, height=900, dark=False, touch=False):
        """Opens an address in a window of that size."""
        self.resize(width, height, touch)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Page.navigate", url=address)
        self.wait(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")

    def resize(self, width, height, touch=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=touch)
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch)

    def mouse(self, kind, x, y, **more):
        """`kind`: mousePressed, mouseMoved, mouseReleased, mouseWheel."""
        button = {} if kind in ("mouseWheel",) else {"button": "left", "clickCount": 1}
        held = {"buttons": 1} if kind in ("mousePressed", "mouseMoved") else {}
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **{**button, **held, **more})

    def click(self, x, y):
        self.mouse("mousePressed", x, y)
        self.mouse("mouseReleased", x, y)

    def key(self, key, modifiers=0):
        """Presses a key of the element that has the focus."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "Delete": 46, "ArrowLeft": 37,
                 "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        text = {"text": key} if len(key) == 1 else {}
        code = {"windowsVirtualKeyCode": codes[key]} if key in codes else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, modifiers=modifiers,
                      **code, **(text if kind == "keyDown" else {}))

    def screenshot(self, path, whole=False):
        """Writes what is seen, or the whole page, as a PNG file."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))
