import type { Localized } from "../../notebooks/localized.ts";
import { localizedHtml } from "./display/localized-html.ts";

const BAR_WIDTH = 24;
/** The label of what was given none. */
const UNNAMED = "Progress";

export interface ProgressState {
  label: string;
  /** Of `total` units; a total of 0 is not known. */
  done: number;
  total: number;
  /** Milliseconds in which `counted` units were done. */
  elapsed: number;
  counted: number;
  /** No more will come. */
  isOver: boolean;
}

/** One line: what is computed, a bar, the share, the rate, and how long it still takes or has taken. */
export function progressText({ label, done, total, elapsed, counted, isOver }: ProgressState): Localized {
  const rate = elapsed > 0 ? (counted / elapsed) * 1000 : 0;
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : undefined;
  const amount = share === undefined ? count(done) : `${bar(share)} ${Math.round(share * 100)} %`;
  const of = isOver && share !== undefined ? ` (${count(done)}/${count(total)})` : "";
  const rest = share === undefined || rate === 0 ? undefined : ((total - done) / rate) * 1000;
  const line = (title: string, perSecond: string, time: string) =>
    [`${title} ${amount}${of}`, ...(rate > 0 ? [perSecond] : []), time].join(" · ");
  const left = !isOver && done !== total && rest !== undefined;
  return {
    en: line(label, `${count(rate)}/s`, left ? `${seconds(rest)} s left` : `${seconds(elapsed)} s`),
    "zh-CN": line(
      label === UNNAMED ? "进度" : label,
      `${count(rate)}/秒`,
      left ? `剩余 ${seconds(rest)} 秒` : `${seconds(elapsed)} 秒`,
    ),
  };
}

/** The line in both languages; the app and reports hide the one that is not chosen. */
export function progressHtml(text: Localized): string {
  return `<pre>${localizedHtml(text)}</pre>`;
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
}

const count = (value: number) =>
  value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0);
