import { ParameterError } from "../../data/index.ts";
import type { ParameterRule, Table } from "../../data/index.ts";
import type { Scoring } from "../validation/named-scorers.ts";

/** Which candidate is fitted on all rows, if any: the best by the score of this name, or the row of `cvResults` that a function picks. */
export type Refit = boolean | string | ((cvResults: Table) => number);

/** What `refit` may be. */
export const refitRule: ParameterRule = {
  words: "true, false, the name of a score, or a function of cvResults",
  allows: (value) => typeof value === "boolean" || typeof value === "string" || typeof value === "function",
};

/** The score that ranks candidates: the one that `refit` names, or the first. */
export function decidingScore(scoring: Scoring | null, refit: Refit): string {
  const names = scoreNames(scoring);
  return typeof refit === "string" && names.includes(refit) ? refit : names[0]!;
}

/** @throws ParameterError when `refit` names no score, or of several none is named */
export function checkRefit(type: string, scoring: Scoring | null, refit: Refit): void {
  const names = scoreNames(scoring);
  if (names.length === 0) throw new ParameterError(`${type}: scoring names no score.`);
  if (typeof refit === "string" && !names.includes(refit) && refit !== scoring) {
    throw new ParameterError(`${type}: refit is "${refit}", but the scores are ${names.join(", ")}.`);
  }
  if (refit === true && names.length > 1) {
    throw new ParameterError(
      `${type}: there are ${names.length} scores: name the one that decides, as in refit: "${names[0]}".`,
    );
  }
}

function scoreNames(scoring: Scoring | null): string[] {
  if (scoring === null || typeof scoring !== "object") return ["score"];
  return Array.isArray(scoring) ? (scoring as string[]) : Object.keys(scoring);
}

/** @throws ParameterError for functions, which JSON cannot hold */
export function refuseFunctions(type: string, { scoring, refit }: { scoring: Scoring | null; refit: Refit }): void {
  const scorers = typeof scoring === "object" && scoring !== null ? Object.values(scoring) : [scoring];
  const isHeld = (value: unknown) => typeof value !== "function";
  const name = !scorers.every(isHeld) ? "scoring" : isHeld(refit) ? undefined : "refit";
  if (name === undefined) return;
  throw new ParameterError(`${type}: ${name} is a function, which JSON cannot hold. Save its bestEstimator instead.`);
}
