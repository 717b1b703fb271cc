import { chartSize } from "./chart-style.ts";
import { textWidth } from "./short-names.ts";

/** Pixels of a narrow letter. */
const letterPixels = 6.5;

/** The labels of categories below a chart: level where all have room side by side, else slanting. */
export function labelsBelow(labels: readonly string[]): { labelAngle: number; labelLimit: number } {
  const room = chartSize.width / labels.length;
  const widest = Math.max(...labels.map(textWidth)) * letterPixels;
  return widest <= room ? { labelAngle: 0, labelLimit: room } : { labelAngle: -40, labelLimit: 160 };
}
