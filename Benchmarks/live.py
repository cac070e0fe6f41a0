#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `daefuse video` on two live cameras for long, and prints what it told and what memory it held.

    python3 Benchmarks/live.py [--minutes 60] [--size 640x480] [--rate 25] [--films VISIBLE INFRARED]

Two processes of ffmpeg push over RTSP on loopback, in real time: test pictures, or films over and over.
The fused film goes to a file that is removed. Memory is that of the program, ffmpeg's not counted, once
in ten seconds.
"""

import argparse
import json
import pathlib
import socket
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def source(film, pattern, options):
    """The words that make ffmpeg read a film over and over, or draw a moving picture."""
    if film:
        return ["-re", "-stream_loop", "-1", "-i", film,
                "-vf", f"scale={options.size.replace('x', ':')},fps={options.rate}"]
    return ["-re", "-f", "lavfi", "-i", f"{pattern}=s={options.size}:r={options.rate}"]


class Camera(threading.Thread):
    """Pushes until it is ended; begins anew where nobody listens yet."""

    def __init__(self, words, address):
        super().__init__(daemon=True)
        self.command = ["ffmpeg", "-nostdin", "-loglevel", "quiet", *words, "-an", "-c:v", "libx264", "-preset",
                        "ultrafast", "-tune", "zerolatency", "-g", "25", "-f", "rtsp",
                        "-rtsp_transport", "tcp", address]
        self.is_ended = False

    def run(self):
        while not self.is_ended:
            self.process = subprocess.Popen(self.command)
            self.process.wait()
            time.sleep(0.5)

    def end(self):
        self.is_ended = True
        self.process.kill()


def resident(pid):
    """MiB that a process holds; None where it is gone."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)
    except OSError:
        return None


def watch(process, minutes, memory):
    """Takes the memory every ten seconds; ends the program in time."""
    start = time.monotonic()
    while process.poll() is None:
        time.sleep(10)
        age = time.monotonic() - start
        memory.append((age, resident(process.pid)))
        if age > minutes * 60:
            process.terminate()


def summary(reports, memory):
    print("the last line:", json.dumps(reports[-1]))
    held = [(age, size) for age, size in memory if size is not None and age > 60]
    if len(held) < 2:
        return
    first, last = (statistics.median(size for _, size in part)
                   for part in (held[:6], held[-6:]))
    print(f"memory: {first:.0f} MiB in the second minute, {last:.0f} in the last one ({last / first - 1:+.1%}), "
          f"{max(size for _, size in held):.0f} at most")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--size", default="640x480")
    parser.add_argument("--rate", default="25")
    parser.add_argument("--films", nargs=2, default=[None, None])
    parser.add_argument("--program", default=ROOT / ".build/release/daefuse")
    options = parser.parse_args()
    addresses = [f"rtsp://127.0.0.1:{free_port()}/camera" for _ in range(2)]
    cameras = [Camera(source(film, pattern, options), address) for film, pattern, address
               in zip(options.films, ("testsrc2", "mandelbrot"), addresses)]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [options.program, "video", *addresses, "-o", f"{folder}/fused.mkv", "--json", "--wait", "60s",
             "--input-option", "-rtsp_flags", "--input-option", "listen"], stdout=subprocess.PIPE, text=True)
        for camera in cameras:
            camera.start()
        memory = []
        watcher = threading.Thread(target=watch, args=(process, options.minutes, memory))
        watcher.start()
        reports = [json.loads(line) for line in process.stdout if line.startswith("{")]
        watcher.join()
        for camera in cameras:
            camera.end()
        print(f"ended with {process.returncode} after {options.minutes:g} minutes; "
              f"{pathlib.Path(folder, 'fused.mkv').stat().st_size >> 20} MiB written")
        summary(reports, memory)


if __name__ == "__main__":
    main()
