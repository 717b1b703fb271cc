import { stabilityBins } from "../../chart/stability-bins.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable, display, ParameterError, quantile } from "../../data/index.ts";
import type { CellValue, Column, ColumnType, DisplayBundle } from "../../data/index.ts";

/** A bin without rows would count infinitely; it counts as if this share of the rows were in it. */
const leastShare = 1e-4;

/** One bin of a comparison. */
export interface StabilityBin {
  /** A category, or an interval such as "20 – 35"; missing values have a bin of their own, `null`. */
  readonly bin: string | null;
  /** Share of all rows, from 0 to 1. */
  readonly referenceShare: number;
  /** Share of all rows, from 0 to 1. */
  readonly currentShare: number;
}

/** How much the distribution of a column differs between two times. */
export class PopulationStability {
  /** Of the column. */
  readonly name: string;
  /** Σ (c − r) · ln(c / r) over bins: below 0.1 little has changed, from 0.25 on much has (N. Siddiqi, "Credit Risk Scorecards", 2006). */
  readonly index: number;
  /** Intervals ascending, categories by their share of the reference; what is missing stands last. */
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
  if (reference.length === 0 || current.length === 0) {
    throw new ParameterError(`Column "${reference.name}" has no rows to compare.`);
  }
  const type = commonType(reference, current);
  const isOrdered = type === "number" || type === "date";
  const binning = isOrdered ? intervals(reference, type, binCount) : categories();
  const before = shares(reference, binning);
  const now = shares(current, binning);
  const shareOf = (bin: number) => (isOrdered || bin === missingBin ? 0 : (before.get(bin) ?? 0));
  const bins = [...new Set([...before.keys(), ...now.keys()])]
    .sort(
      (one, other) =>
        Number(one === missingBin) - Number(other === missingBin) || shareOf(other) - shareOf(one) || one - other,
    )
    .map((bin): StabilityBin => ({
      bin: bin === missingBin ? null : binning.names[bin]!,
      referenceShare: before.get(bin) ?? 0,
      currentShare: now.get(bin) ?? 0,
    }));
  const index = bins.reduce((sum, { referenceShare, currentShare }) => {
    const [r, c] = [Math.max(leastShare, referenceShare), Math.max(leastShare, currentShare)];
    return sum + (c - r) * Math.log(c / r);
  }, 0);
  return new PopulationStability(reference.name, index, bins);
}

/**
 * The type of both columns; one that has lost all its values has no type of its own.
 * @throws ParameterError for different types
 */
export function commonType(reference: Column, current: Column): ColumnType {
  if (current.isEmpty) return reference.type;
  if (reference.isEmpty || reference.type === current.type) return current.type;
  throw new ParameterError(
    `Column "${reference.name}" holds values of type ${reference.type} in the reference, but ${current.type} now.`,
  );
}

/** Missing values stand last. */
const missingBin = Infinity;

/** How values are sorted into bins. */
interface Binning {
  /** Of each bin; a binning of categories names those that it has met. */
  readonly names: readonly string[];
  place(value: CellValue): number;
}

/** Each value is a bin, in the order in which they come. */
function categories(): Binning {
  const places = new Map<string, number>();
  const names: string[] = [];
  const place = (value: CellValue) => {
    const name = String(value);
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, names.length);
    return names.push(name) - 1;
  };
  return { names, place };
}

/** (previous quantile, quantile], open to both sides. */
function intervals(reference: Column, type: "number" | "date", bins: number): Binning {
  const present = reference
    .toNumbers()
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges = [
    ...new Set(Array.from({ length: bins - 1 }, (_, index) => quantile(present, (index + 1) / bins))),
  ].filter((edge) => Number.isFinite(edge));
  const shown = showApart(edges, type);
  return {
    names: [...shown.map((edge) => `≤ ${edge}`), shown.length === 0 ? "all" : `> ${shown.at(-1)!}`],
    place: (value) => {
      const index = edges.findIndex((edge) => Number(value) <= edge);
      return index < 0 ? edges.length : index;
    },
  };
}

/** Edges as texts, as short as tells them apart. */
function showApart(edges: readonly number[], type: "number" | "date"): string[] {
  const styles =
    type === "date"
      ? [(edge: number) => new Date(edge).toISOString().slice(0, 10), (edge: number) => new Date(edge).toISOString()]
      : [6, 9, 12, 17].map((digits) => (edge: number) => String(Number(edge.toPrecision(digits))));
  const texts = styles.map((style) => edges.map(style));
  return texts.find((list) => new Set(list).size === edges.length) ?? texts.at(-1)!;
}

function shares(column: Column, binning: Binning): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of column) {
    const bin = value === null ? missingBin : binning.place(value);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return new Map([...counts].map(([bin, count]) => [bin, count / column.length]));
}
