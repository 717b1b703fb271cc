import type { ChartOptions } from "./chart-options.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts, LanguageText } from "./language-text.ts";

/** What charts with two axes take. */
export interface XyOptions extends ChartOptions {
  /** The field on the horizontal axis. */
  x: string;
  /** The field on the vertical axis. */
  y: string;
  /** The field that colours and separates. */
  color?: string;
  /** Default: the name of the field. */
  xTitle?: LanguageText;
  /** Default: the name of the field. */
  yTitle?: LanguageText;
}

/** The axis titles in English; other languages go to `texts`. */
export function axisTitles({ x, y, xTitle, yTitle }: XyOptions, texts: ChartTexts): { x: string; y: string } {
  return { x: englishText(xTitle ?? x, texts), y: englishText(yTitle ?? y, texts) };
}
