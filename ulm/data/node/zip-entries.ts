import { inflateRawSync } from "node:zlib";

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** Of the record at the end without its comment, of one entry, and of what stands before its content, without names; in bytes. */
const [endSize, entrySize, localSize] = [22, 46, 30];
const longestComment = 65_535;

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** What the archive says that it unpacks to, in bytes. */
  readonly size: number;
  /** @throws when it is packed in a way that is not read here, is broken, or unpacks to more than it says */
  unpack(): Buffer;
}

/**
 * What a zip archive holds; `undefined` when its directory is missing.
 * Source: PKWARE, APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function zipEntries(bytes: Buffer): ZipEntry[] | undefined {
  const last = bytes.length - endSize;
  for (let end = last; end >= Math.max(0, last - longestComment); end--) {
    if (bytes.readUInt32LE(end) === endMark) return readDirectory(bytes, end);
  }
  return undefined;
}

function readDirectory(bytes: Buffer, end: number): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let position = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (position + entrySize > bytes.length || bytes.readUInt32LE(position) !== entryMark) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(position + offset),
    );
    const name = bytes.toString("utf8", position + entrySize, position + entrySize + nameLength!);
    const method = bytes.readUInt16LE(position + 10);
    const [packed, size, start] = [20, 24, 42].map((offset) => bytes.readUInt32LE(position + offset));
    entries.push({ name, size: size!, unpack: () => unpack(bytes, start!, method, packed!, size!) });
    position += entrySize + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

function unpack(bytes: Buffer, start: number, method: number, packed: number, size: number): Buffer {
  const content = start + localSize + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const stored = bytes.subarray(content, content + packed);
  if (method === 0) return stored;
  if (method !== 8) throw new Error(`compression method ${method} is not read`);
  return inflateRawSync(stored, { maxOutputLength: Math.max(1, size) });
}
