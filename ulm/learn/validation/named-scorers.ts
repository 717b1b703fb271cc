import { scorerFor } from "./scoring.ts";
import type { Scorer, ScoringName } from "./scoring.ts";

/** One score, or several: names, or functions by name: `["rocAuc", "f1"]`, `{ profit: myScorer }`. */
export type Scoring = ScoringName | Scorer | readonly ScoringName[] | Readonly<Record<string, ScoringName | Scorer>>;

/** The scorers by name; a single one is called "score". @throws ParameterError for a name that does not exist */
export function namedScorers(scoring: Scoring | null | undefined): [name: string, scorer: Scorer][] {
  if (scoring === null || scoring === undefined) return [["score", scorerFor(undefined)]];
  if (typeof scoring === "string" || typeof scoring === "function") return [["score", scorerFor(scoring)]];
  const entries: [string, ScoringName | Scorer][] = Array.isArray(scoring)
    ? scoring.map((name: ScoringName) => [name, name])
    : Object.entries(scoring as Readonly<Record<string, ScoringName | Scorer>>);
  return entries.map(([name, scorer]) => [name, scorerFor(scorer)]);
}
