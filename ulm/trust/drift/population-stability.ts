import { stabilityBins } from "../../chart/stability-bins.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable, display, ParameterError, quantile } from "../../data/index.ts";
import type { CellValue, Column, DisplayBundle } from "../../data/index.ts";

/** A bin without rows would count infinitely; it counts as if this share of the rows were in it. */
const leastShare = 1e-4;

/** One bin of a comparison. */
export interface StabilityBin {
  /** A category, or an interval such as "20 – 35"; missing values have a bin of their own, `null`. */
  readonly bin: string | null;
  readonly referenceShare: number;
  readonly currentShare: number;
}

/** How much the distribution of a column differs between two times. */
export class PopulationStability {
  /** Of the column. */
  readonly name: string;
  /** Σ (c − r) · ln(c / r) over bins: below 0.1 little has changed, from 0.25 on much has (N. Siddiqi, "Credit Risk Scorecards", 2006). */
  readonly index: number;
  readonly bins: readonly StabilityBin[];

  constructor(name: string, index: number, bins: readonly StabilityBin[]) {
    this.name = name;
    this.index = index;
    this.bins = bins;
  }

  toString(): string {
    return `Population stability index of ${this.name}: ${this.index.toFixed(4)}`;
  }

  [display](): DisplayBundle {
    const index = this.index.toFixed(4);
    const figures = bilingualTable(
      { en: this.toString(), "zh-CN": `${this.name} 的群体稳定性指数：${index}` },
      [
        { en: "bin", "zh-CN": "分箱" },
        { en: "reference", "zh-CN": "基准" },
        { en: "current", "zh-CN": "当前" },
      ],
      this.bins.map(({ bin, referenceShare, currentShare }) => [
        bin ?? { en: "(missing)", "zh-CN": "（缺失）" },
        `${(100 * referenceShare).toFixed(1)} %`,
        `${(100 * currentShare).toFixed(1)} %`,
      ]),
    );
    return withChart(stabilityBins(this), figures);
  }
}

export interface StabilityOptions {
  /** Into how many intervals numbers are sorted, each with the same share of the reference. Default 10. */
  bins?: number;
}

/**
 * The population stability index: how much the distribution of a column differs between two times. Numbers and dates are sorted into
 * intervals between quantiles of the reference, texts and booleans by category; missing values count as a category.
 * @throws ParameterError for columns of different type or without rows
 */
export function populationStability(
  reference: Column,
  current: Column,
  options: StabilityOptions = {},
): PopulationStability {
  const { bins: binCount = 10 } = options;
  if (!Number.isInteger(binCount) || binCount < 2) {
    throw new ParameterError(`bins must be a whole number from 2, not ${binCount}.`);
  }
  if (reference.type !== current.type) {
    throw new ParameterError(
      `Column "${reference.name}" holds values of type ${reference.type} in the reference, but ${current.type} now.`,
    );
  }
  if (reference.length === 0 || current.length === 0) {
    throw new ParameterError(`Column "${reference.name}" has no rows to compare.`);
  }
  const isOrdered = reference.type === "number" || reference.type === "date";
  const name = isOrdered ? intervalNamer(reference, binCount) : (value: CellValue) => String(value);
  const before = shares(reference, name);
  const now = shares(current, name);
  const bins = [...new Set([...before.keys(), ...now.keys()])].map((bin): StabilityBin => ({
    bin,
    referenceShare: before.get(bin) ?? 0,
    currentShare: now.get(bin) ?? 0,
  }));
  const index = bins.reduce((sum, { referenceShare, currentShare }) => {
    const [r, c] = [Math.max(leastShare, referenceShare), Math.max(leastShare, currentShare)];
    return sum + (c - r) * Math.log(c / r);
  }, 0);
  return new PopulationStability(reference.name, index, inOrder(bins, reference, binCount));
}

/** Intervals from the lowest to the highest; categories as they came, what is missing last. */
function inOrder(bins: readonly StabilityBin[], reference: Column, binCount: number): StabilityBin[] {
  const isOrdered = reference.type === "number" || reference.type === "date";
  const names = isOrdered ? intervalNames(reference, binCount).names : bins.map(({ bin }) => bin);
  const place = (bin: string | null) => (bin === null ? Infinity : names.indexOf(bin));
  return bins.toSorted((a, b) => place(a.bin) - place(b.bin));
}

/** Names the interval that a value falls into: (previous quantile, quantile], open to both sides. */
function intervalNamer(reference: Column, bins: number): (value: CellValue) => string {
  const { edges, names } = intervalNames(reference, bins);
  return (value) => {
    const number = Number(value);
    const index = edges.findIndex((edge) => number <= edge);
    return names[index < 0 ? names.length - 1 : index]!;
  };
}

/** Where intervals end, and what they are called, the last one open. */
function intervalNames(reference: Column, bins: number): { edges: number[]; names: string[] } {
  const present = reference
    .toNumbers()
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges = [
    ...new Set(Array.from({ length: bins - 1 }, (_, index) => quantile(present, (index + 1) / bins))),
  ].filter((edge) => Number.isFinite(edge));
  const show = (edge: number) =>
    reference.type === "date" ? new Date(edge).toISOString().slice(0, 10) : String(Number(edge.toPrecision(6)));
  const names = [...edges.map((edge) => `≤ ${show(edge)}`), edges.length === 0 ? "all" : `> ${show(edges.at(-1)!)}`];
  return { edges, names };
}

function shares(column: Column, name: (value: CellValue) => string): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const value of column) {
    const bin = value === null ? null : name(value);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return new Map([...counts].map(([bin, count]) => [bin, count / column.length]));
}
