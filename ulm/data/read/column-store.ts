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

  toColumn(name: string, type: ColumnType): Column {
    return new Column(name, type, this.data.slice(0, this.length));
  }
}

/** With more different texts than this, looking for an equal one costs more than it saves. */
const mostShared = 4096;

/** Texts that arrive one by one. Those that come again are kept once: categories and cities take no room. */
export class TextStore {
  private readonly texts: (string | null)[] = [];
  private shared: Map<string, string> | undefined = new Map();

  get length(): number {
    return this.texts.length;
  }

  push(text: string): void {
    let kept: string | undefined = text;
    if (this.shared !== undefined) {
      kept = this.shared.get(text);
      if (kept === undefined) {
        kept = text;
        this.shared.set(text, text);
        if (this.shared.size > mostShared) this.shared = undefined;
      }
    }
    this.texts.push(kept);
  }

  pushMissing(): void {
    this.texts.push(null);
  }

  toColumn(name: string, type: ColumnType): Column {
    return new Column(name, type, this.texts);
  }
}
