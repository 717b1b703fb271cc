import { ParameterError } from "../../data/index.ts";
import type { Splitter, SplitterJson } from "./fold.ts";
import { GroupKFold } from "./group-k-fold.ts";
import { KFold } from "./k-fold.ts";
import { RepeatedStratifiedKFold } from "./repeated-stratified-k-fold.ts";
import { StratifiedKFold } from "./stratified-k-fold.ts";
import { TimeSeriesSplit } from "./time-series-split.ts";

const splitters: Readonly<Record<string, new (params: object) => Splitter>> = {
  GroupKFold,
  KFold,
  RepeatedStratifiedKFold,
  StratifiedKFold,
  TimeSeriesSplit,
};

/** What `cv` may be, and what it is in JSON. */
export type FoldChoice = number | Splitter;

/** `cv` as it was given, or as JSON describes it. @throws ParameterError for a splitter that the library does not have */
export function reviveSplitter(cv: FoldChoice | SplitterJson | undefined): FoldChoice | undefined {
  if (typeof cv !== "object" || cv === null || "split" in cv || typeof cv.type !== "string") return cv as FoldChoice;
  const known = splitters[cv.type];
  if (known === undefined) throw new ParameterError(`There is no splitter of class ${JSON.stringify(cv.type)}.`);
  return new known(cv.params);
}

/** `cv` for JSON: a splitter of your own, which JSON cannot hold, becomes five folds. */
export function describeSplitter(cv: FoldChoice): number | SplitterJson {
  return typeof cv === "number" ? cv : (cv.toJSON?.() ?? 5);
}
