import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { visitData, type VegaSpec } from "./chart-block.ts";
import { chartConfig } from "./chart-config.ts";
import { createChartLoader } from "./chart-loader.ts";
import { chartLocale } from "./chart-locale.ts";
import type { Language } from "./language.ts";
import { slimSvg } from "./slim-svg.ts";
import { textWidth } from "./text-width.ts";

/** A chart drawn and ready to come alive: static SVG, and the Vega specification it was drawn from. */
export interface CompiledChart {
  svg: string;
  spec: VegaSpec;
  /** It brings its own paper: the page's colours for a dark theme would not be readable on it. */
  isOpaque: boolean;
}

/** Why a chart cannot be part of a report; `remote` when it would have to load something. */
export class ChartError extends Error {
  override readonly name = "ChartError";
  readonly reason: "remote" | "invalid";

  constructor(reason: "remote" | "invalid", detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** The width of charts that ask for their container's. */
const containerWidth = 640;

// Vega's own estimate without a canvas takes 0.8 em a character: too much for Latin, too little for Chinese.
type TextItem = { fontSize?: number; text?: unknown };
const { textMetrics } = vega as unknown as { textMetrics: { width(item: TextItem, text: unknown): number } };
textMetrics.width = (item, text) => textWidth(String(text ?? ""), item.fontSize ?? 11);

/**
 * Compiles a Vega or Vega-Lite specification and draws it.
 * @throws {ChartError} when it is wrong, or reads data from an address.
 */
export async function compileChart(
  source: Record<string, unknown>,
  grammar: "vega" | "vega-lite",
  language: Language,
): Promise<CompiledChart> {
  try {
    const spec = inlineTables(grammar === "vega" ? structuredClone(source) : compileLite(source));
    delete spec["usermeta"];
    refuseRemoteData(spec);
    return { svg: await drawSvg(spec, language), spec, isOpaque: isOpaque(spec["background"]) };
  } catch (error) {
    if (error instanceof ChartError) throw error;
    throw new ChartError("invalid", error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function compileLite(source: Record<string, unknown>): VegaSpec {
  const { width, height, ...rest } = source;
  const sized = {
    ...rest,
    ...(width === undefined ? {} : { width: width === "container" ? containerWidth : width }),
    ...(height === undefined || height === "container" ? {} : { height }),
  };
  const logger = vega.logger(vega.None);
  return compile(sized as unknown as TopLevelSpec, { config: chartConfig, logger }).spec as unknown as VegaSpec;
}

async function drawSvg(spec: VegaSpec, language: Language): Promise<string> {
  let refused: string | undefined;
  // Vega writes what it derives into the rows it is given, so it gets a copy. The interpreter evaluates expressions
  // without generating code: a notebook may come from anyone.
  const runtime = vega.parse(JSON.parse(JSON.stringify(spec)) as vega.Spec, {}, { ast: true });
  const view = new vega.View(runtime, {
    ...chartLocale(language),
    expr: expressionInterpreter,
    loader: createChartLoader((address) => (refused ??= address)),
    logger: vega.logger(vega.None),
    renderer: "none",
  } as vega.ViewOptions);
  try {
    const svg = await view.toSVG();
    if (refused !== undefined) throw new ChartError("remote", refused);
    return slimSvg(svg);
  } finally {
    view.finalize();
  }
}

function refuseRemoteData(spec: unknown): void {
  visitData(spec, (data) => {
    const { url } = data;
    if (url !== undefined) throw new ChartError("remote", typeof url === "string" ? url : JSON.stringify(url));
  });
}

/** CSV and TSV become rows: in the reader's browser their parser would need eval, which the file's policy forbids. */
function inlineTables(spec: VegaSpec): VegaSpec {
  visitData(spec, (data) => {
    const { values } = data;
    if (typeof values !== "string") return;
    const { type = "json", parse, ...format } = (data["format"] ?? {}) as Record<string, unknown>;
    data["values"] = vega.read(values, { ...format, type } as Parameters<typeof vega.read>[1]);
    data["format"] = parse === undefined ? { type: "json" } : { type: "json", parse };
  });
  return spec;
}

function isOpaque(background: unknown): boolean {
  return typeof background === "string" && !/^(transparent|none|)$/.test(background) && !background.includes("var(");
}
