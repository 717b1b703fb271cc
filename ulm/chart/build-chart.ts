import { Chart } from "./chart.ts";
import type { VegaLiteSpec } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { chartSize } from "./chart-style.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts, LanguageText } from "./language-text.ts";

/** What a kind of chart says about itself. */
interface ChartContent {
  /** The marks and encodings. */
  readonly content: VegaLiteSpec;
  /** What the chart shows, for those who do not see it. */
  readonly description: string;
  /** The title when the user gives none. */
  readonly title?: string;
  readonly subtitle?: LanguageText;
  /** One sentence that says how to read it, below the subtitle. */
  readonly reading?: LanguageText;
  /** The chart's own words in other languages. */
  readonly texts?: ChartTexts;
  /** Its marks are as wide as their texts need: where there is less room it is scrolled, not narrowed. */
  readonly keepsWidth?: boolean;
}

/** A chart from its content: adds title, size and translations. */
export function buildChart(kind: ChartContent, options: ChartOptions): Chart {
  const { content, description } = kind;
  const texts: ChartTexts = structuredClone(kind.texts ?? {});
  const text = options.title === undefined ? kind.title : englishText(options.title, texts);
  const below = [options.subtitle ?? kind.subtitle, kind.reading].flatMap((line) =>
    line === undefined ? [] : [englishText(line, texts)],
  );
  const subtitle = below.length === 1 ? below[0] : below;
  const title = text === undefined ? {} : { title: below.length === 0 ? text : { text, subtitle } };
  const ulm = {
    ...(Object.keys(texts).length > 0 ? { texts } : {}),
    ...(kind.keepsWidth === true ? { keepsWidth: true } : {}),
  };
  const usermeta = Object.keys(ulm).length > 0 ? { usermeta: { ulm } } : {};
  return new Chart({
    description,
    ...title,
    width: options.width ?? chartSize.width,
    height: options.height ?? chartSize.height,
    ...content,
    ...usermeta,
  });
}
