import { uniqueLabels } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";
import { BehaviourError } from "../behaviour-error.ts";
import type { Sequences } from "./sequences.ts";
import { transitionMatrix } from "./transition-matrix.ts";
import type { TransitionMatrix } from "./transition-matrix.ts";

export interface MarkovPathsOptions {
  /** What the state before the first event is called. Default "start". */
  start?: string;
  /** What the state after the last event is called. Default "exit". */
  exit?: string;
}

/**
 * How visits go from step to step (M09), with their beginning and their end as states of their own: the transition matrix of the paths, from
 * which also the share of visits that ever reach a step follows by `reachProbability`.
 * @throws BehaviourError when an event has the name of the beginning or the end
 */
export function markovPaths(sequences: Sequences, options: MarkovPathsOptions = {}): TransitionMatrix {
  const { start = "start", exit = "exit" } = options;
  const events = uniqueLabels(sequences.flat());
  const taken = [start, exit].find((name) => events.includes(name));
  if (taken !== undefined) {
    throw new BehaviourError(
      `An event is called "${taken}", as the ${taken === start ? "beginning" : "end"} of paths is. Name that otherwise: { start, exit }.`,
    );
  }
  const whole = sequences.map((sequence) => [start, ...sequence, exit]);
  return transitionMatrix(whole, { states: [start, ...events, exit] });
}

/**
 * The probability that a path which is at `from` ever comes to `to`, if it goes on as a Markov chain: the smallest solution of
 * h = P h with h(to) = 1.
 * @throws BehaviourError for a state that there is not
 */
export function reachProbability(paths: TransitionMatrix, from: Label, to: Label): number {
  const [begin, goal] = [from, to].map((state) => {
    const place = paths.states.indexOf(state);
    if (place < 0)
      throw new BehaviourError(`There is no state ${JSON.stringify(state)}. There are: ${paths.states.join(", ")}.`);
    return place;
  }) as [number, number];
  const chances = paths.probabilities;
  // From below, so that circles which never reach the goal stay at 0.
  let reached = paths.states.map((_, place) => Number(place === goal));
  for (let round = 0; round < 100_000; round++) {
    const next = reached.map((_, place) =>
      place === goal ? 1 : chances[place]!.reduce((sum, p, after) => sum + (p > 0 ? p * reached[after]! : 0), 0),
    );
    const change = Math.max(...next.map((value, place) => Math.abs(value - reached[place]!)));
    reached = next;
    if (change < 1e-15) break;
  }
  return reached[begin]!;
}
