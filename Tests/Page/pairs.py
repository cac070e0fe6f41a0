# SPDX-License-Identifier: Apache-2.0
"""Pairs for the checks of the page: rendered, cut, and noise."""
import base64
import pathlib

# The second sample picture, cut and shrunk: column x of it is 1.6 x + 30.3 of the first one.
CUT = """
(async () => {
  const bitmap = await createImageBitmap(await (await fetch("/v1/sample/second.png")).blob());
  const canvas = new OffscreenCanvas(320, 240);
  canvas.getContext("2d").drawImage(bitmap, 30, 20, 512, 384, 0, 0, 320, 240);
  await check.pair(canvas);
})()
"""
NOISE = """
(async () => {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext("2d");
  const data = context.createImageData(320, 240);
  let state = 7;
  for (let i = 0; i < data.data.length; i += 4) {
    state = (state * 1103515245 + 12345) % 2147483648;
    data.data.fill(state >> 16 & 255, i, i + 3);
    data.data[i + 3] = 255;
  }
  context.putImageData(data, 0, 0);
  await check.pair(canvas);
})()
"""
# Colors of the second sample picture at places from 0 to 1.
UNCUT = """
(async () => {
  const bitmap = await createImageBitmap(await (await fetch("/v1/sample/second.png")).blob());
  const context = new OffscreenCanvas(640, 480).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  return %s.map(([x, y]) => [...context.getImageData(640 * x, 480 * y, 1, 1).data].slice(0, 3));
})()
"""


def pair(arguments, number="02"):
    """The files of a rendered pair."""
    return [f"{arguments.pairs}/visible/{number}.png", f"{arguments.pairs}/infrared/{number}.png"]


def set_points(page, spots, miss=0):
    """Clicks places of the second picture of CUT in both pictures, the second one `miss` too far."""
    for x, y in spots:
        page.click(*page.at("first-view", (1.6 * x + 30 + 0.8) / 640, (1.6 * y + 20 + 0.8) / 480))
        page.click(*page.at("second-view", (x + miss + 0.5) / 320, (y + 0.5) / 240))


def saved_cut(page, folder):
    """The two files of CUT, on disk."""
    paths = []
    for index, name in enumerate(("visible.png", "thermal.png")):
        content = page.run(f"""(async () => {{
          const bytes = new Uint8Array(await check.dropped[{index}].arrayBuffer());
          return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
        }})()""")
        paths.append(pathlib.Path(folder, name))
        paths[-1].write_bytes(base64.b64decode(content))
    return paths
