import type { BilingualText } from "../bilingual-html.ts";
import { placeText } from "./column-notes.ts";
import { NumberStore } from "./column-store.ts";
import type { ColumnType } from "../cell-value.ts";
import type { Column } from "../column.ts";
import type { DateReading } from "./date-formats.ts";
import type { PlaceUnit } from "./read-error.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** Times that a change of the clocks makes doubtful, and the first of them. */
interface Doubtful {
  count: number;
  readonly text: string;
  readonly line: number;
}

/**
 * Instants that arrive one by one. Times without an offset are of the stated zone. Days are of no zone, and stored as midnight UTC;
 * in a column that has times as well, a day is its midnight in the zone.
 */
export class DateStore {
  private readonly store = new NumberStore();
  private readonly clock: ZoneClock;
  private readonly dayRows: number[] = [];
  private wallTimes = 0;
  private times = 0;
  private readonly doubtful: Partial<Record<"never" | "twice", Doubtful>> = {};

  private readonly unit: PlaceUnit;

  constructor(clock: ZoneClock, unit: PlaceUnit) {
    this.clock = clock;
    this.unit = unit;
  }

  get length(): number {
    return this.store.length;
  }

  pushMissing(): void {
    this.store.pushMissing();
  }

  /** @param milliseconds what the reading made of the text */
  add(milliseconds: number, reading: DateReading, text: string, line: number): void {
    const { kind } = reading;
    if (kind !== "day") this.times++;
    else if (this.clock.zone !== "UTC") this.dayRows.push(this.length);
    if (kind !== "wall") return this.store.push(milliseconds);
    this.wallTimes++;
    this.store.push(this.clock.toInstant(milliseconds));
    const { fit } = this.clock;
    if (fit === "once") return;
    const known = this.doubtful[fit];
    if (known === undefined) this.doubtful[fit] = { count: 1, text, line };
    else known.count++;
  }

  /** A time on the wall where it shows an instant once; else false. */
  addPlainWall(milliseconds: number): boolean {
    const instant = this.clock.toInstant(milliseconds);
    if (this.clock.fit !== "once") return false;
    this.store.push(instant);
    this.times++;
    this.wallTimes++;
    return true;
  }

  toColumn(name: string, type: ColumnType): Column {
    if (this.times === 0) return this.store.toColumn(name, type);
    for (const row of this.dayRows) this.store.data[row] = this.clock.toInstant(this.store.data[row]!);
    return this.store.toColumn(name, type, this.clock.zone);
  }

  notes(name: string): BilingualText[] {
    const { zone } = this.clock;
    const notes: BilingualText[] = [];
    if (this.wallTimes > 0) notes.push(naiveTimesNote(name, zone));
    const { never, twice } = this.doubtful;
    if (never !== undefined) {
      notes.push({
        en: `Column "${name}": ${many(never)} never shown in ${zone}, because clocks were put forward; read as an hour later (first in ${this.unit} ${never.line}: ${never.text}).`,
        "zh-CN": `列“${name}”：有 ${never.count} 个时间因时钟拨快在 ${zone} 从未出现，按晚一小时读取（首个在${placeText(this.unit, never.line)["zh-CN"]}：${never.text}）。`,
      });
    }
    if (twice !== undefined) {
      notes.push({
        en: `Column "${name}": ${many(twice)} shown twice in ${zone}, because clocks were put back; read as the first (first in ${this.unit} ${twice.line}: ${twice.text}).`,
        "zh-CN": `列“${name}”：有 ${twice.count} 个时间因时钟拨慢在 ${zone} 出现两次，按第一次读取（首个在${placeText(this.unit, twice.line)["zh-CN"]}：${twice.text}）。`,
      });
    }
    return notes;
  }
}

/** Times without a zone were taken to be of one. */
function naiveTimesNote(name: string, zone: string): BilingualText {
  const isDefault = zone === "UTC";
  return {
    en: `Column "${name}": times without a zone were read as ${zone}.${isDefault ? ` If they are not, state zone: "Asia/Shanghai" or another one.` : ""}`,
    "zh-CN": `列“${name}”：没有时区的时间按 ${zone} 读取。${isDefault ? '如果不是，请指定 zone: "Asia/Shanghai" 或其他时区。' : ""}`,
  };
}

function many({ count }: Doubtful): string {
  return count === 1 ? "1 time is" : `${count} times are`;
}
