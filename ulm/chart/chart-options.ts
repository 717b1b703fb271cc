import type { LanguageText } from "./language-text.ts";

/** What all charts take. */
export interface ChartOptions {
  title?: LanguageText;
  /** A line below the title. */
  subtitle?: LanguageText;
  /** Pixels. Default 480. */
  width?: number;
  /** Pixels. Default 320. */
  height?: number;
}
