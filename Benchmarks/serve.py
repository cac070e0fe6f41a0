#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Loads `daefuse serve` on loopback, and takes the bare fuser's speed in the same minutes.

    python3 Benchmarks/serve.py [--seconds 10] [--rounds 3] [--minutes 0] [--program PATH]

A rendered pair of 640x480 as JPEG goes in, a JPEG comes out. Printed are throughput as a share of
what `daefuse bench` fuses; times at half of that throughput; answers and memory at four times it; how
soon a picture is refused that says it is of billions of pixels; start to ready. With --minutes so
long a mix of good and bad requests follows, and by how much memory grew. The clients take a part of
the same processor.
"""

import argparse
import asyncio
import collections
import json
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

from loopback import Client, Service, form, jpeg_bomb, png_bomb, request

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUSE = "/v1/fuse?format=jpeg&quality=90"


def pair(service, program):
    """The bytes of both JPEG files, which the service makes of rendered ones."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "scene", folder, "--count", "1"], check=True, capture_output=True)
        pictures = [next(pathlib.Path(folder, name).iterdir()).read_bytes()
                    for name in ("visible", "infrared")]
    files = []
    for picture in pictures:
        status, body = asyncio.run(service.ask(
            "POST", FUSE + "&method=average&range=full", form(first=picture, second=picture)))
        assert status == 200, body
        files.append(body)
    return files


def bare(program, seconds):
    """Pairs a second of `daefuse bench`."""
    outcome = subprocess.run(
        [program, "bench", "--size", "640x480", "--repeats", "10000", "--seconds", str(seconds),
         "--format", "json"], check=True, capture_output=True)
    return json.loads(outcome.stdout)["sizes"][0]["pairsPerSecond"]


async def closed(port, message, clients, seconds):
    """Answers a second, where each client sends as soon as it has its answer."""
    end, count = time.perf_counter() + seconds, 0

    async def work():
        nonlocal count
        client = Client(port)
        while time.perf_counter() < end:
            status, _ = await client.send(message)
            assert status == 200, status
            count += 1
        client.close()

    await asyncio.gather(*(work() for _ in range(clients)))
    return count / seconds


async def arriving(port, message, rate, seconds):
    """Times in milliseconds by status, where requests arrive at random at a rate, whatever the answers."""
    times, idle, tasks = collections.defaultdict(list), [], []

    async def one(due):
        client = idle.pop() if idle else Client(port)
        status, _ = await client.send(message)
        times[status].append((time.perf_counter() - due) * 1000)
        idle.append(client)

    start, due = time.perf_counter(), 0.0
    while due < seconds:
        due += random.expovariate(rate)
        await asyncio.sleep(max(start + due - time.perf_counter(), 0))
        tasks.append(asyncio.create_task(one(start + due)))
    await asyncio.gather(*tasks)
    for client in idle:
        client.close()
    return times


def percentiles(times):
    if len(times) < 2:
        return f"{len(times)} answers, too few for percentiles"
    cuts = statistics.quantiles(times, n=100)
    return ", ".join(f"p{share} {cuts[share - 1]:.1f} ms" for share in (50, 95, 99))


def throughput(service, program, message, options):
    """Prints the share of the bare fuser's speed; answers a second."""
    shares, speeds = [], []
    asyncio.run(closed(service.port, message, 4, 2))
    before = bare(program, options.seconds)
    for _ in range(options.rounds):
        served = asyncio.run(closed(service.port, message, 4, options.seconds))
        after = bare(program, options.seconds)
        shares.append(served / ((before + after) / 2))
        speeds.append(served)
        before = after
    print(f"throughput: {statistics.median(shares):.0%} of the bare fuser (rounds: "
          + ", ".join(f"{share:.0%}" for share in shares)
          + f"), {statistics.median(speeds):.1f} answers/s")
    return statistics.median(speeds)


def overload(service, message, speed, options):
    before = service.memory()
    times = asyncio.run(arriving(service.port, message, 4 * speed, options.seconds))
    counts = {status: len(times[status]) for status in sorted(times, key=str)}
    print(f"four times the load: answers by status {counts}, {counts.get(200, 0) / options.seconds / speed:.0%} of"
          f" the throughput; {percentiles(times[429])} to say 429; memory {before:.0f} MiB before, "
          f"{service.memory('VmHWM'):.0f} at most, {service.memory():.0f} after")
    print(f"  afterwards {service.metric('daefuse_jobs_in_flight'):.0f} jobs and "
          f"{service.metric('daefuse_memory_reserved_bytes'):.0f} bytes are held")


def bombs(service, jpeg):
    for name, picture in [("PNG", png_bomb()), ("JPEG", jpeg_bomb(jpeg))]:
        message = request(service.port, "POST", FUSE, form(first=picture, second=jpeg))
        times = []
        for _ in range(20):
            start = time.perf_counter()
            status, _ = asyncio.run(Client(service.port).send(message))
            times.append((time.perf_counter() - start) * 1000)
            assert status == 422, status
        print(f"{name} of {len(picture)} bytes that says billions of pixels: refused in "
              f"{statistics.median(times):.1f} ms, {max(times):.1f} at most")


async def mix(service, jpegs, minutes):
    """Good and bad requests of four clients; the memory once a second."""
    first, second = jpegs
    good = form(first=first, second=second)
    port = service.port
    kinds = [
        (8, request(port, "POST", FUSE, good)),
        (2, request(port, "POST", "/v1/fuse?method=laplacian&panel=true", good)),
        (1, request(port, "POST", "/v1/inspect", form(image=first))),
        (1, request(port, "POST", "/v1/evaluate", form(first=first, second=second, fused=first))),
        (1, request(port, "POST", FUSE, form(first=png_bomb(), second=second))),
        (1, request(port, "POST", FUSE, form(first=first[:3000], second=second))),
        (1, request(port, "POST", FUSE + "&lean=9", good)),
        (1, request(port, "POST", FUSE, good[:-200])),
        (1, request(port, "GET", "/v1/models")),
        (2, None),
    ]
    weights, messages = zip(*kinds)
    end, statuses, memory = time.perf_counter() + 60 * minutes, collections.Counter(), []

    async def leave():
        """Sends a part of a request, or all of it, and goes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(messages[0][:random.choice([40, 5000, len(messages[0])])])
        await asyncio.sleep(random.random() / 20)
        writer.close()

    async def work():
        client = Client(port)
        while time.perf_counter() < end:
            message = random.choices(messages, weights)[0]
            if message is None:
                await leave()
                statuses["left"] += 1
            else:
                statuses[(await client.send(message))[0]] += 1

    async def watch():
        while time.perf_counter() < end:
            memory.append(service.memory())
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(work() for _ in range(4)))
    return statuses, memory


def soak(service, jpegs, minutes):
    statuses, memory = asyncio.run(mix(service, jpegs, minutes))
    early = statistics.mean(memory[len(memory) // 6:len(memory) // 3])
    late = statistics.mean(memory[-len(memory) // 6:])
    print(f"{minutes} minutes of good and bad requests: {dict(statuses)}; memory {early:.0f} MiB after the "
          f"warm-up, {late:.0f} at the end ({late / early - 1:+.1%}); afterwards "
          f"{service.metric('daefuse_jobs_in_flight'):.0f} jobs, "
          f"{service.metric('daefuse_memory_reserved_bytes'):.0f} bytes are held")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--program", default=str(ROOT / ".build/release/daefuse"))
    options = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    starts = []
    for _ in range(5):
        with Service(options.program) as service:
            starts.append(service.seconds_to_ready)
    print(f"start to ready: {statistics.median(starts):.2f} s (" + ", ".join(f"{s:.2f}" for s in starts) + ")")
    with Service(options.program) as service:
        jpegs = pair(service, options.program)
        message = request(service.port, "POST", FUSE, form(first=jpegs[0], second=jpegs[1]))
        speed = throughput(service, options.program, message, options)
        times = asyncio.run(arriving(service.port, message, speed / 2, options.seconds * 2))
        print(f"half load, {len(times[200])} answers of {sum(map(len, times.values()))}: {percentiles(times[200])}")
        overload(service, message, speed, options)
        bombs(service, jpegs[0])
        if options.minutes:
            soak(service, jpegs, options.minutes)


main()
