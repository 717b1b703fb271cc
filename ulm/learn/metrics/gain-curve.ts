import { gainCurve as drawCurve } from "../../chart/gain-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable, display, ParameterError, Table } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkScored, requirePositive } from "./checked-labels.ts";
import type { Scores } from "./score-matrix.ts";
import { thresholdCounts } from "./threshold-counts.ts";

/** What contacting the highest scores first would find. */
export class GainCurve {
  /** The share of all rows contacted, rising from 0 to 1; one entry for each distinct score. */
  readonly contacted: number[];
  /** The share of all positives found among them: cumulative gain. */
  readonly found: number[];
  /** How many times more positives than among as many rows at random; starts with the second entry of the others. */
  readonly lift: number[];
  /** The share of positives. */
  readonly prevalence: number;
  /** The class that is looked for. */
  readonly positive: Label;

  constructor(facts: Omit<GainCurve, "toTable" | "foundAt" | "toString" | typeof display>) {
    this.contacted = facts.contacted;
    this.found = facts.found;
    this.lift = facts.lift;
    this.prevalence = facts.prevalence;
    this.positive = facts.positive;
  }

  toString(): string {
    return `Cumulative gain of ${this.positive}, which ${percent(this.prevalence)} of the rows are`;
  }

  /**
   * The gain table: one row for each of `bins` equal parts of the rows, the highest scores first, with `bin`, `contacted` (the share up to its end),
   * `rate` (the share of positives in it), `binLift` (that beside the share in all rows), `found` and `lift` (of all up to its end). Rows of one score
   * that two bins share count in proportion.
   * @param bins default 10: deciles
   */
  toTable(bins = 10): Table {
    if (!(Number.isInteger(bins) && bins >= 1))
      throw new ParameterError(`bins must be a whole number from 1, not ${bins}.`);
    const ends = Array.from({ length: bins }, (_, index) => (index + 1) / bins);
    const reached = [0, ...ends.map((end) => this.foundAt(end))];
    return Table.fromObjects(
      ends.map((contacted, index) => {
        const binLift = (reached[index + 1]! - reached[index]!) * bins;
        const [rate, found] = [binLift * this.prevalence, reached[index + 1]!];
        return { bin: index + 1, contacted, rate, binLift, found, lift: found / contacted };
      }),
    );
  }

  /** The share of all positives among the given share of rows; of rows with one score as many as are needed count in proportion. */
  foundAt(share: number): number {
    if (!(share > 0 && share <= 1)) throw new ParameterError(`share must be above 0 and up to 1, not ${share}.`);
    const { contacted, found } = this;
    const end = contacted.findIndex((value) => value >= share);
    // The last is 1 but for rounding.
    const last = end < 0 ? contacted.length - 1 : end;
    const width = contacted[last]! - contacted[last - 1]!;
    return found[last - 1]! + ((share - contacted[last - 1]!) / width) * (found[last]! - found[last - 1]!);
  }

  /** The gain table by tenths of the rows. */
  [display](): DisplayBundle {
    const figures = bilingualTable(
      { en: this.toString(), "zh-CN": `${this.positive} 的累积增益（占全部行的 ${percent(this.prevalence)}）` },
      [
        { en: "contacted", "zh-CN": "触达比例" },
        { en: "positives in this tenth", "zh-CN": "本十分位正例比例" },
        { en: "positives found", "zh-CN": "找到的正例比例" },
        { en: "lift", "zh-CN": "提升度" },
      ],
      this.toTable()
        .rows()
        .map(({ contacted, rate, found, lift }) => [
          percent(contacted as number),
          percent(rate as number),
          percent(found as number),
          (lift as number).toFixed(2),
        ]),
    );
    return withChart(drawCurve(this), figures);
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/**
 * Cumulative gain and lift. Rows of one score cannot be told apart and come together.
 * @param yTrue two classes; all rows may be positive
 * @param scores one for each row, the larger the more positive
 * @param options.positive the class that scores speak for. Default the larger of the two
 * @throws UndefinedMetricError without a positive row
 * @throws ParameterError for scores that are no finite numbers, or not as many as rows
 */
export function gainCurve(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label } & WeightOptions = {},
): GainCurve {
  const rows = requirePositive(checkScored(yTrue, scores, options));
  const counts = thresholdCounts(rows);
  const total = counts.truePositives.at(-1)!;
  const all = total + counts.falsePositives.at(-1)!;
  const contacted = counts.truePositives.map((hits, index) => (hits + counts.falsePositives[index]!) / all);
  const found = counts.truePositives.map((hits) => hits / total);
  return new GainCurve({
    contacted: [0, ...contacted],
    found: [0, ...found],
    lift: found.map((share, index) => share / contacted[index]!),
    prevalence: total / all,
    positive: rows.positive,
  });
}

/**
 * How many times more positives than average there are among the rows with the highest scores.
 * @param share of all rows, above 0 and up to 1; of rows with one score as many as are needed count in proportion
 * @throws ParameterError as `gainCurve`, and for another share
 */
export function liftAt(
  yTrue: Labels,
  scores: Scores,
  share: number,
  options: { positive?: Label } & WeightOptions = {},
): number {
  return gainCurve(yTrue, scores, options).foundAt(share) / share;
}
