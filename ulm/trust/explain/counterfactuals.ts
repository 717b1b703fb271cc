import { checkpoint } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { checkParameters, display, ParameterError, quantile, Table, toTable, wholeNumber } from "../../data/index.ts";
import type { BilingualText, CellValue, DisplayBundle, Features, Label, Column } from "../../data/index.ts";
import { formatCell } from "../../data/table-html.ts";
import type { Model } from "../../learn/index.ts";
import { likeGiven } from "./like-given.ts";
import { modelOutput } from "./model-output.ts";
import type { ModelOutput } from "./model-output.ts";

export interface CounterfactualOptions {
  /** Which row of `X`. Default 0. */
  row?: number;
  /** The class whose probability is to change. Default the last. */
  positive?: Label;
  /** The output to reach. Default below 0.5 when it is above, else 0.5 at least. Regressions need it. */
  target?: { readonly below: number } | { readonly atLeast: number };
  /** Columns that nobody can change: age, the past. */
  immutable?: readonly string[];
  /** Columns that can only rise or only fall. */
  direction?: Readonly<Record<string, "rise" | "fall">>;
  /** How much a change of one unit of spread costs, by column. Default 1. */
  costs?: Readonly<Record<string, number>>;
  /** Change at most so many columns. Default 3. */
  mostChanges?: number;
  /** How many different ways are returned. Default 5. */
  count?: number;
}

/** One way to another answer. */
export interface Counterfactual {
  /** What would be different, column by column. */
  readonly changes: readonly { readonly feature: string; readonly from: CellValue; readonly to: CellValue }[];
  /** Σ cost · |change| / spread; another category counts 1. */
  readonly cost: number;
  /** What the model would say. */
  readonly output: number;
}

/**
 * What would have to change for the model to say something else, cheapest first; empty when nothing was found.
 * `ulm.chart.counterfactuals` draws what they cost.
 */
export class Counterfactuals {
  /** What the model says, in words. */
  readonly output: BilingualText;
  /** What it says of the row as it is. */
  readonly current: number;
  /** The cheapest first. */
  readonly ways: readonly Counterfactual[];

  constructor(output: BilingualText, current: number, ways: readonly Counterfactual[]) {
    this.output = output;
    this.current = current;
    this.ways = ways;
  }

  toString(): string {
    return this.ways.map(({ changes, output }) => `${changesText(changes)}: ${output.toFixed(4)}`).join("\n");
  }

  [display](): DisplayBundle {
    const now = this.current.toFixed(4);
    const all = this.ways.flatMap(({ changes }) => changes);
    const features = [...new Set(all.map(({ feature }) => feature))];
    const fromOf = (feature: string) => formatCell(all.find((change) => change.feature === feature)!.from);
    const asItIs = [{ en: "now", "zh-CN": "现在" }, ...features.map(fromOf), now, "–"];
    const cells = ({ changes, output, cost }: Counterfactual) => [
      ...features.map((name) => {
        const change = changes.find(({ feature }) => feature === name);
        return change === undefined ? "" : `→\u00a0${formatCell(change.to)}`;
      }),
      output.toFixed(4),
      cost.toFixed(2),
    ];
    return bilingualTable(
      {
        en: `What would have to change (${this.output.en} now ${now})${this.ways.length === 0 ? ": nothing found" : ""}`,
        "zh-CN": `需要改变什么（${this.output["zh-CN"]}现为 ${now}）${this.ways.length === 0 ? "：未找到" : ""}`,
      },
      [
        { en: "", "zh-CN": "" },
        ...features.map((feature) => ({ en: feature, "zh-CN": feature })),
        this.output,
        { en: "cost", "zh-CN": "代价" },
      ],
      this.ways.length === 0 ? [] : [asItIs, ...this.ways.map((way, index) => [String(index + 1), ...cells(way)])],
      {
        en: "Each line is one way, the cheapest first; cost: the sum of its changes, each in units of its spread, another category as 1. It says what the model would answer, not what would happen.",
        "zh-CN":
          "每行为一种方案，代价小者在前；代价为各项改变之和，以各自的离散度为单位，改换类别计 1。这只说明模型会如何回答，并不说明实际会发生什么。",
      },
    );
  }
}

/** Values of a numeric feature that are tried, by quantiles of the background. */
const candidateValues = 21;
/** How many half-way changes are developed further. */
const beamWidth = 12;
/** Halvings of a change that is larger than it needs to be. */
const halvings = 24;

/**
 * What would have to change ("counterfactual explanations", Wachter, Mittelstadt & Russell 2017): searches changes of one column, then
 * of more, towards values that occur in the background, and draws numbers back as far as the answer holds. All changes of one column
 * are tried; of several, the most promising. It says what the model would answer, not what would happen: a customer does not stay
 * because a number was changed.
 * @param background rows with the values that occur, usually the training data
 * @throws ParameterError for columns that do not exist, or a regression without target
 */
export async function counterfactuals(
  model: Model,
  background: Features,
  X: Features,
  options: CounterfactualOptions = {},
): Promise<Counterfactuals> {
  const { row = 0, mostChanges = 3, count = 5 } = options;
  checkParameters("counterfactuals", { mostChanges, count }, { mostChanges: wholeNumber(1), count: wholeNumber(1) });
  const subject = toTable(X).take([row]);
  const output = modelOutput(model, options.positive);
  const search = new Search(output, toTable(background), subject, X, options);
  const current = search.current;
  const reached = reachedBy(options.target, current, model.kind);
  const found: Changes[] = [];
  let beam: Changes[] = [new Map()];
  for (let size = 1; size <= mostChanges && beam.length > 0 && found.length < count; size++) {
    await checkpoint(size - 1, mostChanges, "Counterfactuals");
    const grown = search.grow(beam);
    const said = search.ask(grown);
    const hits = grown.filter((_, index) => reached.test(said[index]!));
    found.push(...search.cheapest(hits));
    const misses = grown
      .map((changes, index) => ({ changes, value: said[index]! }))
      .filter(({ value }) => !reached.test(value));
    misses.sort((a, b) => (reached.isUp ? b.value - a.value : a.value - b.value));
    beam = misses.slice(0, beamWidth).map(({ changes }) => changes);
  }
  const ways = new Map<string, Counterfactual>();
  for (const [index, changes] of found.entries()) {
    await checkpoint(index, found.length, "Counterfactuals");
    const way = search.describe(search.drawBack(changes, reached.test));
    // Without what was not needed, some are the same.
    const key = JSON.stringify(way.changes.map(({ feature }) => feature).sort());
    if (way.cost < (ways.get(key)?.cost ?? Infinity)) ways.set(key, way);
  }
  const cheapest = [...ways.values()].sort((a, b) => a.cost - b.cost);
  return new Counterfactuals({ en: output.name, "zh-CN": output.chineseName }, current, cheapest.slice(0, count));
}

/** New values by column. */
type Changes = ReadonlyMap<string, number | string | boolean>;

class Search {
  readonly current: number;
  private readonly output: ModelOutput;
  private readonly subject: Table;
  private readonly given: Features;
  private readonly costs: Readonly<Record<string, number>>;
  private readonly spreads = new Map<string, number>();
  /** The values to try, by column that may change. */
  private readonly candidates = new Map<string, (number | string | boolean)[]>();

  constructor(
    output: ModelOutput,
    background: Table,
    subject: Table,
    given: Features,
    { immutable = [], direction = {}, costs = {} }: CounterfactualOptions,
  ) {
    this.output = output;
    this.subject = subject;
    this.given = given;
    this.costs = costs;
    for (const name of [...immutable, ...Object.keys(direction), ...Object.keys(costs)]) subject.column(name);
    for (const column of subject.columns) {
      if (immutable.includes(column.name) || column.type === "date" || column.isMissing(0)) continue;
      const others = background.column(column.name);
      this.spreads.set(column.name, spreadOf(others));
      this.candidates.set(column.name, valuesToTry(column, others, direction[column.name]));
    }
    this.current = output.of(likeGiven(subject, given))[0]!;
  }

  /** Each of these changes with one more column changed. */
  grow(beam: readonly Changes[]): Changes[] {
    const seen = new Set<string>();
    const grown: Changes[] = [];
    for (const changes of beam) {
      for (const [name, values] of this.candidates) {
        if (changes.has(name)) continue;
        for (const value of values) {
          const next = new Map([...changes, [name, value] as const]);
          const key = JSON.stringify([...next].sort(([a], [b]) => (a < b ? -1 : 1)));
          if (!seen.has(key)) grown.push(next);
          seen.add(key);
        }
      }
    }
    return grown;
  }

  /** What the model says of the row with each of the changes. */
  ask(all: readonly Changes[]): Float64Array {
    if (all.length === 0) return new Float64Array();
    const columns = this.subject.columns.map((column) => {
      const own = column.get(0);
      const values = all.map((changes) => changes.get(column.name) ?? own);
      return column.withValues(values);
    });
    return this.output.of(likeGiven(new Table(columns), this.given));
  }

  /** The cheapest change of each combination of columns. */
  cheapest(hits: readonly Changes[]): Changes[] {
    const best = new Map<string, Changes>();
    for (const changes of hits) {
      const key = [...changes.keys()].sort().join("\n");
      const other = best.get(key);
      if (other === undefined || this.cost(changes) < this.cost(other)) best.set(key, changes);
    }
    return [...best.values()];
  }

  /** Only changes that are needed, and numbers as near to what they were as the answer allows, one after the other, the costliest first. */
  drawBack(changes: Changes, isReached: (output: number) => boolean): Changes {
    const drawn = new Map(changes);
    const byCost = [...changes.keys()].sort(
      (a, b) => this.costOf(b, changes.get(b)!) - this.costOf(a, changes.get(a)!),
    );
    for (const name of byCost) {
      const from = this.subject.column(name).get(0);
      const to = drawn.get(name);
      drawn.delete(name);
      if (drawn.size > 0 && isReached(this.ask([drawn])[0]!)) continue;
      drawn.set(name, to!);
      if (typeof from !== "number" || typeof to !== "number") continue;
      const isWhole = Number.isInteger(from) && Number.isInteger(to);
      let [short, far] = [from, to];
      for (let step = 0; step < halvings; step++) {
        const middle = isWhole ? Math.trunc((short + far) / 2) : (short + far) / 2;
        if (middle === short || middle === far) break;
        if (isReached(this.ask([new Map(drawn).set(name, middle)])[0]!)) far = middle;
        else short = middle;
      }
      const round = isWhole ? [] : roundBetween(far, { from, to, spread: this.spreads.get(name)! });
      const plain = round.find((value) => isReached(this.ask([new Map(drawn).set(name, value)])[0]!));
      drawn.set(name, plain ?? far);
    }
    return drawn;
  }

  describe(changes: Changes): Counterfactual {
    const list = [...changes].map(([feature, to]) => ({ feature, from: this.subject.column(feature).get(0), to }));
    return { changes: list, cost: this.cost(changes), output: this.ask([changes])[0]! };
  }

  private cost(changes: Changes): number {
    return [...changes].reduce((sum, [name, value]) => sum + this.costOf(name, value), 0);
  }

  private costOf(name: string, to: number | string | boolean): number {
    const from = this.subject.column(name).get(0);
    const far = typeof from === "number" && typeof to === "number" ? Math.abs(to - from) / this.spreads.get(name)! : 1;
    return (this.costs[name] ?? 1) * far;
  }
}

function valuesToTry(
  own: Column,
  others: Column,
  direction: "rise" | "fall" | undefined,
): (number | string | boolean)[] {
  const value = own.get(0);
  const distinct = others.unique() as (number | string | boolean)[];
  const tried = own.type === "number" && distinct.length > candidateValues ? quantilesOf(others) : distinct;
  return tried.filter((candidate) => {
    if (candidate === value) return false;
    if (typeof candidate !== "number" || typeof value !== "number" || direction === undefined) return true;
    return direction === "rise" ? candidate > value : candidate < value;
  });
}

/** A change is told in steps of about a hundredth of the spread: nobody acts on more digits, and a change of a billionth is none. */
function roundBetween(value: number, { from, to, spread }: { from: number; to: number; spread: number }): number[] {
  const step = 10 ** (Math.floor(Math.log10(spread)) - 2);
  const outward = to > from ? Math.ceil : Math.floor;
  const rounded = [Math.round, outward].map((round) => Number((round(value / step) * step).toPrecision(12)));
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return rounded.filter((one) => one !== from && one >= low && one <= high);
}

function quantilesOf(column: Column): number[] {
  const sorted = sortedPresent(column);
  const shares = Array.from({ length: candidateValues }, (_, index) => index / (candidateValues - 1));
  return [...new Set(shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]!))];
}

/** The median absolute deviation, which extreme customers do not stretch; where it is 0 the standard deviation. */
function spreadOf(column: Column): number {
  if (column.type === "text") return 1;
  const sorted = sortedPresent(column);
  if (sorted.length === 0) return 1;
  const middle = quantile(sorted, 0.5);
  const deviation = quantile(sorted.map((value) => Math.abs(value - middle)).sort(), 0.5);
  if (deviation > 0) return deviation;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length) || 1;
}

function sortedPresent(column: Column): Float64Array {
  return column
    .toNumbers()
    .filter((value) => !Number.isNaN(value))
    .sort();
}

function reachedBy(target: CounterfactualOptions["target"], current: number, kind: Model["kind"]) {
  if (target === undefined && kind === "regressor") {
    throw new ParameterError("counterfactuals of a regression need a target: { below: 100 } or { atLeast: 100 }.");
  }
  const wanted = target ?? (current >= 0.5 ? { below: 0.5 } : { atLeast: 0.5 });
  if ("below" in wanted) return { isUp: false, test: (value: number) => value < wanted.below };
  return { isUp: true, test: (value: number) => value >= wanted.atLeast };
}

function changesText(changes: Counterfactual["changes"]): string {
  return changes.map(({ feature, from, to }) => `${feature}: ${formatCell(from)} → ${formatCell(to)}`).join(", ");
}
