import { proportion } from "../../compute/index.ts";
import type { Proportion } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, ParameterError, quantile, Table, toLabels } from "../../data/index.ts";
import type { DisplayBundle, Label } from "../../data/index.ts";
import { groupedRows, instantsOf } from "../grouped-rows.ts";
import type { SequenceColumns } from "./sequences.ts";

export interface FunnelOptions extends SequenceColumns {
  /** The steps in their order. Other events may lie between. */
  steps: readonly Label[];
  /** All steps must be within this time of the first. Default `null`: any time. */
  withinMinutes?: number | null;
  /** Of the intervals. Default 0.95. */
  level?: number;
}

/** How many came to a step. */
export interface FunnelStep {
  readonly step: Label;
  /** Sessions (or users) that took this step after all steps before it. */
  readonly count: number;
  /** Of those who took the first step. */
  readonly ofFirst: Proportion;
  /** Of those who took the step before. */
  readonly ofPrevious: Proportion;
  /** From the step before to this one; `null` for the first, or where nobody came. */
  readonly medianMinutes: number | null;
}

/** How many stay from step to step, with Wilson intervals. */
export class Funnel {
  readonly steps: readonly FunnelStep[];

  constructor(steps: readonly FunnelStep[]) {
    this.steps = steps;
  }

  /** From the first step to the last. */
  get conversion(): Proportion {
    return this.steps.at(-1)!.ofFirst;
  }

  /** One row for each step: `step`, `count`, `ofFirst`, `ofPrevious`, the latter's `lower` and `upper`, `medianMinutes`. */
  table(): Table {
    return Table.fromObjects(
      this.steps.map(({ step, count, ofFirst, ofPrevious, medianMinutes }) => ({
        step: String(step),
        count,
        ofFirst: ofFirst.value,
        ofPrevious: ofPrevious.value,
        lower: ofPrevious.lower,
        upper: ofPrevious.upper,
        medianMinutes,
      })),
    );
  }

  toString(): string {
    return this[display]()["text/plain"] as string;
  }

  [display](): DisplayBundle {
    const percent = ({ value, lower, upper }: Proportion) =>
      value === null ? "–" : `${(100 * value).toFixed(1)} % (${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)})`;
    const rows = this.steps.map(({ step, count, ofFirst, ofPrevious, medianMinutes }) => [
      String(step),
      count.toLocaleString("en"),
      percent(ofPrevious),
      percent(ofFirst),
      medianMinutes === null ? "–" : medianMinutes.toFixed(1),
    ]);
    return bilingualTable({ en: "Funnel", "zh-CN": "转化漏斗" }, heads, rows);
  }
}

const heads = [
  { en: "step", "zh-CN": "步骤" },
  { en: "count", "zh-CN": "数量" },
  { en: "of the step before", "zh-CN": "占上一步" },
  { en: "of the first", "zh-CN": "占第一步" },
  { en: "minutes since the step before (median)", "zh-CN": "距上一步的分钟数（中位数）" },
];

/**
 * How many sessions (or users) take steps in their order (M09). One that began several times counts with its farthest attempt.
 * @throws ParameterError without steps; TableError for a column that is not there; BehaviourError or TableError for missing values
 */
export function funnel(events: Table, options: FunnelOptions): Funnel {
  const { by, time, state, steps, withinMinutes = null, level = 0.95 } = options;
  if (steps.length === 0 || !(withinMinutes === null || withinMinutes >= 0) || !(level > 0 && level < 1)) {
    throw new ParameterError(
      "funnel: there must be steps; withinMinutes must be 0 or more, or null; level between 0 and 1.",
    );
  }
  const states = toLabels(events.column(state));
  const instants = instantsOf(events.column(time));
  const counts = steps.map(() => 0);
  const minutes: number[][] = steps.map(() => []);
  const limit = withinMinutes === null ? Infinity : withinMinutes * 60_000;
  for (const rows of groupedRows(events.column(by))) {
    rows.sort((a, b) => instants[a]! - instants[b]! || a - b);
    const reached = farthest(rows, steps, limit, states, instants);
    reached.forEach((instant, step) => {
      counts[step]!++;
      if (step > 0) minutes[step]!.push((instant - reached[step - 1]!) / 60_000);
    });
  }
  return new Funnel(
    steps.map((step, index) => ({
      step,
      count: counts[index]!,
      ofFirst: proportion(counts[index]!, counts[0]!, level),
      ofPrevious: proportion(counts[index]!, counts[Math.max(0, index - 1)]!, level),
      medianMinutes:
        minutes[index]!.length === 0
          ? null
          : quantile(
              minutes[index]!.sort((a, b) => a - b),
              0.5,
            ),
    })),
  );
}

/** The times of the steps in the attempt that came farthest; of equal ones in the first. Each step is taken as early as it can be. */
function farthest(
  rows: readonly number[],
  steps: readonly Label[],
  limit: number,
  states: readonly Label[],
  instants: Float64Array,
): number[] {
  let best: number[] = [];
  for (let first = 0; first < rows.length && best.length < steps.length; first++) {
    if (states[rows[first]!] !== steps[0]) continue;
    const begin = instants[rows[first]!]!;
    const attempt = [begin];
    for (let place = first + 1; place < rows.length && attempt.length < steps.length; place++) {
      const instant = instants[rows[place]!]!;
      if (instant - begin > limit) break;
      if (states[rows[place]!] === steps[attempt.length]) attempt.push(instant);
    }
    if (attempt.length > best.length) best = attempt;
    // Without a limit a later beginning comes no farther.
    if (limit === Infinity) break;
  }
  return best;
}
