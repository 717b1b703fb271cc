import { proportion } from "../../compute/index.ts";
import type { Proportion } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, ParameterError, Table, uniqueLabels } from "../../data/index.ts";
import type { DisplayBundle, Label } from "../../data/index.ts";
import { BehaviourError } from "../behaviour-error.ts";
import type { Sequences } from "./sequences.ts";

export interface TransitionMatrixOptions {
  /** The states in the order in which they are shown; others are an error. Default: all that occur, in ascending order. */
  states?: readonly Label[];
}

/** A transition matrix as plain JSON. */
export interface TransitionMatrixJson {
  readonly states: readonly Label[];
  readonly counts: readonly (readonly number[])[];
}

/**
 * How often each state, such as a stage of the customer lifecycle (M29), follows each other one, and what follows from that if the next state depends on the present one only (a Markov
 * chain). Probabilities are the maximum-likelihood estimates, shares of what was counted (T. W. Anderson, L. A. Goodman, Ann. Math.
 * Stat. 28, 1957).
 */
export class TransitionMatrix {
  readonly states: readonly Label[];
  /** counts[from][to] */
  readonly counts: readonly (readonly number[])[];

  constructor(states: readonly Label[], counts: readonly (readonly number[])[]) {
    this.states = states;
    this.counts = counts;
  }

  static fromJSON({ states, counts }: TransitionMatrixJson): TransitionMatrix {
    return new TransitionMatrix(states, counts);
  }

  toJSON(): TransitionMatrixJson {
    return { states: this.states, counts: this.counts };
  }

  /** How often each state was followed by anything. */
  get totals(): number[] {
    return this.counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  }

  /** probabilities[from][to]; NaN in the rows of states that nothing followed. */
  get probabilities(): number[][] {
    const { totals } = this;
    return this.counts.map((row, from) => row.map((count) => count / totals[from]!));
  }

  /** √(p (1 − p) / n) for each probability. */
  get standardErrors(): number[][] {
    const { totals } = this;
    return this.probabilities.map((row, from) => row.map((p) => Math.sqrt((p * (1 - p)) / totals[from]!)));
  }

  /** @throws BehaviourError for a state that there is not */
  probability(from: Label, to: Label, level = 0.95): Proportion {
    const [row, column] = [this.placeOf(from), this.placeOf(to)];
    return proportion(this.counts[row]![column]!, this.totals[row]!, level);
  }

  /** Wilson's interval of each probability. @param level default 0.95 */
  intervals(level = 0.95): Proportion[][] {
    const { totals } = this;
    return this.counts.map((row, from) => row.map((count) => proportion(count, totals[from]!, level)));
  }

  /**
   * The shares of the states after some steps. Who is in a state that nothing followed stays there.
   * @param start shares of the states at the beginning, in the order of `states`
   */
  after(steps: number, start: ArrayLike<number>): number[] {
    if (!Number.isSafeInteger(steps) || steps < 0) throw new ParameterError(`after: ${steps} is no number of steps.`);
    const chances = this.closedProbabilities();
    let shares = this.checkedShares(start);
    for (let step = 0; step < steps; step++) shares = multiply(shares, chances);
    return shares;
  }

  /**
   * The shares of the states in the long run, from wherever it began; undefined where that depends on the beginning, or where the shares
   * go round in circles for ever.
   */
  stationary(): number[] | undefined {
    const size = this.states.length;
    let powers = this.closedProbabilities();
    for (let doubling = 0; doubling < 60; doubling++) {
      powers = powers.map((row) => multiply(row, powers));
      const spread = powers[0]!.map((share, to) => Math.max(...powers.map((row) => Math.abs(row[to]! - share))));
      if (Math.max(...spread) < 1e-13) break;
      if (doubling === 59) return undefined;
    }
    const total = powers[0]!.reduce((sum, share) => sum + share, 0);
    return Array.from({ length: size }, (_, to) => powers[0]![to]! / total);
  }

  /** One row for each pair of states that occurred: `from`, `to`, `count`, `probability`, `standardError`, `lower`, `upper`. */
  table(level = 0.95): Table {
    const intervals = this.intervals(level);
    const errors = this.standardErrors;
    const rows = this.states.flatMap((from, row) =>
      this.states.flatMap((to, column) => {
        const { hits, value, lower, upper } = intervals[row]![column]!;
        if (hits === 0) return [];
        return [
          {
            from: String(from),
            to: String(to),
            count: hits,
            probability: value,
            standardError: errors[row]![column],
            lower,
            upper,
          },
        ];
      }),
    );
    return Table.fromObjects(rows);
  }

  toString(): string {
    return this[display]()["text/plain"] as string;
  }

  [display](): DisplayBundle {
    const title = { en: "What follows what (row → column)", "zh-CN": "状态转移（行 → 列）" };
    const { probabilities, standardErrors, totals } = this;
    const cells = this.states.map((from, row) => [
      String(from),
      ...this.states.map((_, column) =>
        totals[row] === 0
          ? "–"
          : `${probabilities[row]![column]!.toFixed(3)} ± ${standardErrors[row]![column]!.toFixed(3)}`,
      ),
      totals[row]!.toLocaleString("en"),
    ]);
    const name = (text: string) => ({ en: text, "zh-CN": text });
    const heads = [name(""), ...this.states.map((state) => name(String(state))), { en: "cases", "zh-CN": "次数" }];
    return bilingualTable(title, heads, cells);
  }

  private placeOf(state: Label): number {
    const place = this.states.indexOf(state);
    if (place >= 0) return place;
    throw new BehaviourError(`There is no state ${JSON.stringify(state)}. There are: ${this.states.join(", ")}.`);
  }

  /** Probabilities, and 1 for staying where nothing was seen to follow. */
  private closedProbabilities(): number[][] {
    return this.probabilities.map((row, from) => row.map((p, to) => (Number.isNaN(p) ? Number(from === to) : p)));
  }

  private checkedShares(start: ArrayLike<number>): number[] {
    const shares = Array.from(start);
    const sum = shares.reduce((total, share) => total + share, 0);
    if (shares.length === this.states.length && Math.abs(sum - 1) < 1e-9 && shares.every((share) => share >= 0))
      return shares;
    throw new ParameterError(
      `The shares at the beginning must be ${this.states.length} numbers from 0 on that add up to 1.`,
    );
  }
}

/** @param sequences such as the stages of each user, in order; `toSequences` makes them from a table */
export function transitionMatrix(sequences: Sequences, options: TransitionMatrixOptions = {}): TransitionMatrix {
  const states = options.states ?? uniqueLabels(sequences.flat());
  const placeOf = new Map(states.map((state, place) => [state, place]));
  const counts = states.map(() => states.map(() => 0));
  sequences.forEach((sequence, index) => {
    let before: number | undefined;
    for (const state of sequence) {
      const place = placeOf.get(state);
      if (place === undefined) {
        throw new BehaviourError(
          `Sequence ${index} has the state ${JSON.stringify(state)}, which is not among ${states.join(", ")}.`,
        );
      }
      if (before !== undefined) counts[before]![place]!++;
      before = place;
    }
  });
  return new TransitionMatrix(states, counts);
}

function multiply(shares: readonly number[], chances: readonly (readonly number[])[]): number[] {
  return chances.map((_, to) => shares.reduce((sum, share, from) => sum + share * chances[from]![to]!, 0));
}
