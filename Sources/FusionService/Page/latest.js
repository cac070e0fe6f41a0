// SPDX-License-Identifier: Apache-2.0
// Of many jobs the newest alone matters.

/**
 * Runs one job at a time. Of those that come meanwhile the newest waits and the others are dropped;
 * a job that takes longer than `patience` milliseconds gives way to the one that waits.
 */
export class Latest {
  #patience;
  #running = null;
  #waiting = null;

  constructor(patience = 400) { this.#patience = patience; }

  /** `job(signal)` does the work and deals with its own faults; `urgent` ones wait for nothing. */
  submit(job, { urgent = false } = {}) {
    this.#waiting = job;
    const running = this.#running;
    if (!running) return this.#next();
    const left = urgent ? 0 : running.since + this.#patience - performance.now();
    setTimeout(() => {
      if (this.#running === running && this.#waiting) running.controller.abort();
    }, Math.max(left, 0));
  }

  async #next() {
    while (this.#waiting) {
      const [job, controller] = [this.#waiting, new AbortController()];
      this.#waiting = null;
      this.#running = { controller, since: performance.now() };
      try { await job(controller.signal); } finally { this.#running = null; }
    }
  }
}
