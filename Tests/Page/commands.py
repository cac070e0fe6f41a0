# SPDX-License-Identifier: Apache-2.0
"""Whether the command that the page shows makes the file that the page saves."""
import base64
import json
import pathlib
import shutil
import subprocess
import tempfile
import time

from driver import expect

# The largest difference of two pictures; TIFF goes through the service, for browsers cannot read it.
DIFFERENCE = """
(async (files) => {
  const pixels = async ([name, content]) => {
    const form = new FormData();
    form.append("image", await check.file([name, content]), name);
    const { preview } = await (await fetch("/v1/inspect", { method: "POST", body: form })).json();
    const bitmap = await createImageBitmap(await check.file(["preview.png", preview]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  };
  const [one, other] = await Promise.all(files.map(pixels));
  if (one.length !== other.length) return 256;
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index])), 0);
})(%s)
"""


def compare_with_command(page, arguments, files):
    """Saves the result, runs the command that is shown, and compares both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        saved, made = pathlib.Path(folder, "saved"), pathlib.Path(folder, "made")
        saved.mkdir()
        made.mkdir()
        page.downloads_to(saved)
        page.press("download")
        names = [pathlib.Path(file).name for file in files]
        for place, file, name in zip(("first", "second"), files, names):
            target = made / place if names[0] == names[1] else made
            target.mkdir(exist_ok=True)
            shutil.copy(file, target / name)
        lines = page.text("command").replace("daefuse ", f"{arguments.program} ")
        done = subprocess.run(["bash", "-ec", lines], cwd=made, capture_output=True, text=True)
        expect(done.returncode == 0, f"{lines}: {done.stderr}")
        name = next(path.name for path in made.iterdir() if path.stem == "fused")
        for _ in range(200):
            if (saved / name).exists():
                break
            time.sleep(0.05)
        contents = [base64.b64encode((place / name).read_bytes()).decode()
                    for place in (saved, made)]
        most = page.run(DIFFERENCE % json.dumps([[name, content] for content in contents]))
        expect(most <= 2, f"{lines}: differs from what was saved by {most} levels")
