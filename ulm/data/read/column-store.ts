import type { ColumnType } from "../cell-value.ts";
import { Column } from "../column.ts";

/** Numbers that arrive one by one. Missing ones are NaN. */
export class NumberStore {
  length = 0;
  data = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.data.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.length++] = value;
  }

  pushMissing(): void {
    this.push(NaN);
  }

  /** @param zone of dates */
  toColumn(name: string, type: ColumnType, zone?: string): Column {
    return new Column(name, type, this.data.slice(0, this.length), zone);
  }
}

/** With more different texts than this, looking for an equal one costs more than it saves. */
const mostShared = 4096;

/** Texts that arrive one by one. Those that come again are kept once: categories and cities take no room. */
export class TextStore {
  private readonly texts: (string | null)[] = [];
  /** By hash; of two texts with one hash the first. */
  private readonly shared = new Map<number, string>();

  get length(): number {
    return this.texts.length;
  }

  push(text: string): void {
    const hash = hashText(text, 0, text.length);
    const known = this.shared.get(hash);
    // Text with spaces around it was quoted; unquoted it would mean the text without.
    if (known === undefined && this.shared.size < mostShared && text.trim() === text) {
      this.shared.set(hash, text);
    }
    this.texts.push(known === text ? known : text);
  }

  /** Takes the text at a place if one like it has come before; else false. */
  pushKnown(text: string, start: number, end: number): boolean {
    const known = this.shared.get(hashText(text, start, end));
    if (known === undefined || known.length !== end - start) return false;
    for (let index = 0; index < known.length; index++) {
      if (known.charCodeAt(index) !== text.charCodeAt(start + index)) return false;
    }
    this.texts.push(known);
    return true;
  }

  pushMissing(): void {
    this.texts.push(null);
  }

  toColumn(name: string, type: ColumnType): Column {
    return new Column(name, type, this.texts);
  }
}

/** FNV-1a over the first characters and the length, in the thirty bits of a small integer. */
function hashText(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  const last = Math.min(end, start + 24);
  for (let position = start; position < last; position++)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  return hash & 0x3fffffff;
}
