import type { BilingualText } from "../bilingual-html.ts";
import type { DroppedText } from "../read-report.ts";
import { listedDrops } from "./limits.ts";

/** Lines that are left out: all counted, the first of them listed. */
export class DroppedLines {
  readonly dropped: DroppedText[] = [];
  droppedCount = 0;

  add(line: number, reason: BilingualText): void {
    this.droppedCount++;
    if (this.dropped.length < listedDrops) this.dropped.push({ line, reason });
  }
}
