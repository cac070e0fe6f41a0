// SPDX-License-Identifier: Apache-2.0
// Pictures of a stream of JPEG files (multipart/x-mixed-replace).

const blankLine = [13, 10, 13, 10];

/** The pictures of an answer, each a blob, as they come. */
export async function* pictures(response) {
  const reader = response.body.getReader();
  let bytes = new Uint8Array(0);
  try {
    for (;;) {
      const part = partOf(bytes);
      if (part) {
        bytes = part.rest;
        yield new Blob([part.body], { type: "image/jpeg" });
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return;
      bytes = joined(bytes, value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The first part of what has come so far; null where it is not whole yet. */
function partOf(bytes) {
  const end = indexOf(bytes, blankLine);
  if (end < 0) return null;
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, end));
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
  if (!length) throw new TypeError("a part of the stream has no Content-Length");
  const begin = end + blankLine.length;
  if (bytes.length < begin + length) return null;
  return { body: bytes.slice(begin, begin + length), rest: bytes.slice(begin + length) };
}

function indexOf(bytes, pattern) {
  const matches = (start) => pattern.every((byte, index) => bytes[start + index] === byte);
  for (let start = 0; start + pattern.length <= bytes.length; start += 1) {
    if (matches(start)) return start;
  }
  return -1;
}

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
