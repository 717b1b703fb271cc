import type { ChartStore } from "./chart-store.ts";
import type { Report } from "./create-report.ts";
import { messages } from "./messages.ts";
import { sanitizeHtml, type SanitizeOptions } from "./sanitize-html.ts";
import type { Speaker } from "./speaker.ts";
import type { StyleClasses } from "./style-classes.ts";

/** What drawing the parts of one report shares: styles, charts and anchors are collected across cells. */
export interface RenderContext {
  report: Report;
  speaker: Speaker;
  styles: StyleClasses;
  charts: ChartStore;
  /** Anchors given out on the page. */
  anchors: Set<string>;
  /** The next number of its kind; makes ids unique on the page. */
  nextPicture(): number;
}

/** Foreign HTML made harmless; `idPrefix` keeps its ids apart from those of other outputs. */
export function cleanHtml(
  html: string,
  context: RenderContext,
  options: Pick<SanitizeOptions, "idPrefix" | "resolveImage"> = {},
): string {
  return sanitizeHtml(html, {
    ...options,
    styles: context.styles,
    describeMissingImage: (source) => `${messages.missingImage[context.report.language]} ${source.slice(0, 200)}`,
  });
}
