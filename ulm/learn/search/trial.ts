import { describeValues, reviveValues } from "./values-as-json.ts";

/** Parameters that were tried, and how they did. */
export interface Trial {
  /** By name; estimators among them as JSON. */
  readonly params: Readonly<Record<string, unknown>>;
  /** By the name of the score, its value in each fold on the rows not learnt from; `errorScore` where there is none. */
  readonly test: Readonly<Record<string, readonly number[]>>;
  /** The same on the rows learnt from; empty unless asked for. */
  readonly train: Readonly<Record<string, readonly number[]>>;
}

/** A `Trial` as JSON, which has no word for NaN. */
export interface TrialJson {
  readonly params: unknown;
  readonly test: ScoresJson;
  readonly train: ScoresJson;
}

type ScoresJson = Readonly<Record<string, readonly (number | null)[]>>;

/** @param where for messages @throws ParameterError for values that JSON cannot hold */
export function trialToJson({ params, test, train }: Trial, where: string): TrialJson {
  return {
    params: describeValues(params, where),
    test: mapScores(test, numberOrNull),
    train: mapScores(train, numberOrNull),
  };
}

export function trialFromJson({ params, test, train }: TrialJson): Trial {
  const numbers = (scores: ScoresJson) => mapScores(scores, (score) => score ?? NaN);
  return { params: reviveValues(params) as Trial["params"], test: numbers(test), train: numbers(train) };
}

function mapScores<From, To>(
  scores: Readonly<Record<string, readonly From[]>>,
  change: (score: From) => To,
): Record<string, To[]> {
  return Object.fromEntries(Object.entries(scores).map(([name, folds]) => [name, folds.map((score) => change(score))]));
}

/** JSON has no word for NaN. */
export function numberOrNull<Value>(value: Value): Value | null {
  return Number.isNaN(value) ? null : value;
}
