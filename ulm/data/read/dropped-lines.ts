import type { DroppedLine } from "../read-report.ts";
import { listedDrops } from "./limits.ts";

/** Lines that are left out: all counted, the first of them listed. */
export class DroppedLines {
  readonly dropped: DroppedLine[] = [];
  droppedCount = 0;

  add(line: number, reason: string): void {
    this.droppedCount++;
    if (this.dropped.length < listedDrops) this.dropped.push({ line, reason });
  }
}
