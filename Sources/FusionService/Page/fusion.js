// SPDX-License-Identifier: Apache-2.0
// One fusion: what is sent, and what comes back.
import { isCancelled } from "./fault.js";
import { notesOf, timesOf } from "./service.js";

/** The files of a pair and text parts. */
export function formOf(pair, options = {}) {
  const form = new FormData();
  form.append("first", pair.first.file, pair.first.name);
  if (!pair.isOneFile) form.append("second", pair.second.file, pair.second.name);
  for (const [name, value] of Object.entries(options)) form.append(name, value);
  return form;
}

/** The fused picture as a blob, with what the service says of it. Waits where the service is busy. */
export async function fuse(service, pair, options, signal) {
  const form = formOf(pair, options);
  for (let tries = 0; ; tries += 1) {
    try {
      const begun = performance.now();
      const response = await service.call("/v1/fuse", { form, signal });
      const blob = await response.blob();
      const whole = performance.now() - begun;
      return { blob, notes: notesOf(response), times: timesOf(response), whole };
    } catch (error) {
      const isBusy = [429, 503].includes(error.status) && tries < 5;
      if (isCancelled(error) || !isBusy) throw error;
      await pause(1000 * Math.min(error.retryAfter || 1, 10), signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); });
  });
}
