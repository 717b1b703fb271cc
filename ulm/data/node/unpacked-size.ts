const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** Of the record at the end without its comment, and of one entry without its names, in bytes. */
const [endSize, entrySize] = [22, 46];
const longestComment = 65_535;

/**
 * How many bytes a zip archive says that it unpacks to; `undefined` when its directory is missing.
 * Source: PKWARE, APPNOTE.TXT, sections 4.3.12 and 4.3.16.
 */
export function unpackedSize(bytes: Buffer): number | undefined {
  const last = bytes.length - endSize;
  for (let end = last; end >= Math.max(0, last - longestComment); end--) {
    if (bytes.readUInt32LE(end) !== endMark) continue;
    const entries = bytes.readUInt16LE(end + 10);
    let position = bytes.readUInt32LE(end + 16);
    let size = 0;
    for (let entry = 0; entry < entries; entry++) {
      if (position + entrySize > bytes.length || bytes.readUInt32LE(position) !== entryMark) return undefined;
      size += bytes.readUInt32LE(position + 24);
      const variable = [28, 30, 32].reduce((sum, offset) => sum + bytes.readUInt16LE(position + offset), 0);
      position += entrySize + variable;
    }
    return size;
  }
  return undefined;
}
