# SPDX-License-Identifier: Apache-2.0
"""What a person does on the page of `daefuse serve`, and what there is to see."""
import base64
import json
import pathlib

from browser import Browser, Failed

# Helpers of the checks, put into the page before its own scripts run.
HELPERS = """
globalThis.check = {
  byId: (id) => document.getElementById(id),
  // The mean color of a small square of a canvas; x and y from 0 to 1.
  color: (id, x, y, side = 9) => new Promise((resolve) => requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const canvas = check.byId(id);
      const data = canvas.getContext("2d").getImageData(
        Math.round(x * canvas.width - side / 2), Math.round(y * canvas.height - side / 2),
        side, side).data;
      const sums = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c += 1) sums[c] += data[i + c];
      resolve(sums.map((sum) => sum / (side * side)));
    }))),
  // Files from base64 or from URLs of this service.
  file: async ([name, content]) => new File([content.startsWith("/v1/")
    ? await (await fetch(content)).blob()
    : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name),
  transfer: async (items) => {
    const transfer = new DataTransfer();
    for (const item of items) transfer.items.add(item instanceof File ? item : await check.file(item));
    return transfer;
  },
  drop: async (items, target = document.body) => {
    const dataTransfer = await check.transfer(items);
    for (const name of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
    }
  },
  // Drops the first sample picture and what a canvas shows.
  pair: async (canvas) => {
    check.dropped = [await check.file(["visible.png", "/v1/sample/first.png"]),
      new File([await canvas.convertToBlob()], "thermal.png")];
    await check.drop(check.dropped);
  },
  paste: async (items) => document.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: await check.transfer(items), bubbles: true, cancelable: true })),
  set: (id, value, ...events) => {
    check.byId(id).value = value;
    for (const name of events) check.byId(id).dispatchEvent(new Event(name, { bubbles: true }));
  },
  shown: () => performance.getEntriesByName("shown").length,
  text: (id) => check.byId(id).textContent.trim(),
};
"""


class Page(Browser):
    """The page in a browser."""

    def __init__(self, executable, address, shots=None):
        super().__init__(executable)
        self.address = address
        self.shots = shots
        self.call("Page.addScriptToEvaluateOnNewDocument", source=HELPERS)

    def fresh(self, **how):
        """Opens the page and waits for its first picture."""
        self.call("Page.navigate", url="about:blank")
        self.errors.clear()
        self.open(self.address, **how)
        self.wait("check.shown() > 0")
        self.wait("!check.byId('score').disabled")

    def after_new_result(self, act):
        """Does something, and waits until a result that followed from it is shown."""
        before = self.run("check.shown()")
        act()
        self.wait(f"check.shown() > {before}")
        # The sources on it may follow.
        self.wait("!check.byId('score').disabled")

    def files(self, paths):
        return json.dumps([
            [pathlib.Path(path).name, base64.b64encode(pathlib.Path(path).read_bytes()).decode()]
            for path in paths])

    def drop(self, paths, target="document.body"):
        self.run(f"check.drop({self.files(paths)}, {target})")

    def color(self, canvas, x, y, side=9):
        return self.run(f"check.color('{canvas}', {x}, {y}, {side})")

    def text(self, identifier):
        return self.run(f"check.text('{identifier}')")

    def press(self, identifier):
        """Clicks a control."""
        self.run(f"check.byId('{identifier}').click()")

    def box(self, identifier):
        """Left, top, width and height on the screen, scrolled into sight."""
        return self.run(
            f"(() => {{ const e = check.byId('{identifier}');"
            " e.scrollIntoView({ block: 'center', behavior: 'instant' });"
            " const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()")

    def at(self, identifier, x, y):
        """The screen's place of a part of an element, from 0 to 1."""
        left, top, width, height = self.box(identifier)
        return left + x * width, top + y * height

    def downloads_to(self, folder):
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def shot(self, name, whole=False):
        if self.shots:
            self.screenshot(pathlib.Path(self.shots, f"{name}.png"), whole)


def expect(condition, words):
    """Fails with words where a condition does not hold."""
    if not condition:
        raise Failed(words)


def distance(one, other):
    """How far two colors are apart, the largest of the channels."""
    return max(abs(a - b) for a, b in zip(one, other))
