#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills one of two processes of `daefuse serve` behind nginx while clients fuse.

    python3 Benchmarks/two-processes.py [--seconds 10] [--program PATH]

nginx runs with Packaging/nginx.conf. Code 1: a request had no answer, or
another one than 200.
"""

import argparse
import asyncio
import collections
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from loopback import Client, Service, form, request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def configuration(folder, port, services):
    """A whole nginx.conf around ours, for whoever runs this."""
    text = (ROOT / "Packaging/nginx.conf").read_text()
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    for place, service in zip(("127.0.0.1:8081", "127.0.0.1:8082"), services):
        text = text.replace(place, f"127.0.0.1:{service.port}")
    paths = "".join(f"{name}_temp_path {folder}/{name};\n"
                    for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{paths}{text}}}\n")


async def fuse(port, message, clients, seconds, after_half):
    """Clients that fuse; halfway something is done. Answers by status and half."""
    counts, start = collections.Counter(), time.perf_counter()

    async def work():
        client = Client(port)
        while (now := time.perf_counter()) < start + seconds:
            status, _ = await client.send(message)
            counts["before" if now < start + seconds / 2 else "after", status] += 1
        client.close()

    async def half():
        await asyncio.sleep(seconds / 2)
        after_half()

    await asyncio.gather(half(), *(work() for _ in range(clients)))
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--program", default=str(ROOT / ".build/release/daefuse"))
    options = parser.parse_args()
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not nginx:
        raise SystemExit("no nginx here; the Debian package nginx-light has one")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.program, "scene", folder, "--count", "1"], check=True, capture_output=True)
        first, second = (next(pathlib.Path(folder, name).iterdir()).read_bytes()
                         for name in ("visible", "infrared"))
        with Service(options.program) as one, Service(options.program) as other:
            front = Service("")  # For its free port alone.
            path = pathlib.Path(folder, "nginx.conf")
            path.write_text(configuration(folder, front.port, (one, other)))
            proxy = subprocess.Popen([nginx, "-p", folder, "-e", f"{folder}/errors", "-c", str(path)])
            try:
                while asyncio.run(front.try_once()) != 200:
                    if proxy.poll() is not None:
                        raise SystemExit(pathlib.Path(folder, "errors").read_text())
                    time.sleep(0.05)
                message = request(front.port, "POST", "/v1/fuse", form(first=first, second=second))
                counts = asyncio.run(fuse(front.port, message, 4, options.seconds, one.process.kill))
            finally:
                proxy.terminate()
                proxy.wait(10)
            print(f"one of two processes killed halfway: answers {dict(counts)}")
            bad = {key: count for key, count in counts.items() if key[1] != 200}
            if bad or not counts["after", 200]:
                raise SystemExit(f"lost: {bad}")


main()
