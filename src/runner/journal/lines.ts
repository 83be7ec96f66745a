import { readSync } from "node:fs";

const chunkLength = 1 << 20;
const lineFeed = 10;

/**
 * Reads the lines of an open file from its beginning, a part of the file at a time, and tells of each with its place in
 * bytes, without its line feed. Returns where the last line feed ends and the text that follows it, at most 1 MiB of it.
 */
export function forEachLine(
  file: number,
  tell: (line: string, start: number, length: number) => void,
): { readonly start: number; readonly text: string } {
  const chunk = Buffer.alloc(chunkLength);
  let parts: Buffer[] = [];
  let start = 0;
  for (let position = 0; ; ) {
    const length = readSync(file, chunk, 0, chunkLength, position);
    if (length === 0) return { start, text: parts[0]?.toString("utf8") ?? "" };
    let from = 0;
    const read = chunk.subarray(0, length);
    for (let end = read.indexOf(lineFeed); end >= 0; end = read.indexOf(lineFeed, from)) {
      const line = Buffer.concat([...parts, read.subarray(from, end)]);
      tell(line.toString("utf8"), start, line.length);
      parts = [];
      start += line.length + 1;
      from = end + 1;
    }
    if (from < length) parts.push(Buffer.from(read.subarray(from)));
    position += length;
  }
}
