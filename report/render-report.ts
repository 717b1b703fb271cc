import { loadAssets } from "./assets.ts";
import { ChartStore } from "./chart-store.ts";
import { createReport, type ReportOptions } from "./create-report.ts";
import { renderCode } from "./render-code.ts";
import { renderContents } from "./render-contents.ts";
import type { RenderContext } from "./render-context.ts";
import { renderLedger } from "./render-ledger.ts";
import { renderPage } from "./render-page.ts";
import { renderProse, type ContentsEntry } from "./render-prose.ts";
import { renderProvenance } from "./render-provenance.ts";
import { createSpeaker } from "./speaker.ts";
import { StyleClasses } from "./style-classes.ts";

/**
 * An executed notebook as one HTML file that opens from disk, requests nothing and runs nothing of the notebook's.
 *
 * @param notebook Jupyter's notebook format 4, as parsed from its JSON. It is not trusted.
 * @returns The file's text, to be written as UTF-8.
 * @throws {NotebookError} naming the cell, when the notebook is malformed.
 */
export async function renderReport(notebook: unknown, options: ReportOptions): Promise<string> {
  const assets = await loadAssets();
  const report = createReport({ ...options, notebook });
  const speaker = createSpeaker(report.languages);
  let pictures = 0;
  const context: RenderContext = {
    report,
    speaker,
    styles: new StyleClasses(),
    charts: new ChartStore(),
    anchors: new Set(),
    nextPicture: () => ++pictures,
  };
  const contents: ContentsEntry[] = [];
  const sections: string[] = [];
  for (const cell of report.cells) {
    if (cell.kind === "code") sections.push(await renderCode(cell, context));
    else {
      const prose = renderProse(cell, context);
      contents.push(...prose.contents);
      sections.push(prose.html);
    }
  }
  const hasTitle = contents.some(({ level }) => level === 1);
  const main = [
    hasTitle ? "" : `<h1>${speaker.say(report.title)}</h1>`,
    ...sections,
    renderLedger(report, speaker),
    renderProvenance(report, speaker),
  ];
  const parts = {
    contents: renderContents(contents, speaker),
    main: main.filter((part) => part !== "").join("\n"),
    contentStyle: context.styles.toCss(),
    charts: context.charts.isEmpty ? undefined : context.charts.toBlock(),
  };
  return renderPage(report, parts, speaker, assets);
}
