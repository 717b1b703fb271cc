import { ParameterError } from "../../data/index.ts";
import type { Splitter, SplitterJson } from "./fold.ts";
import { GroupKFold } from "./group-k-fold.ts";
import { KFold } from "./k-fold.ts";
import { LeaveOneGroupOut } from "./leave-one-group-out.ts";
import { RepeatedKFold } from "./repeated-k-fold.ts";
import { RepeatedStratifiedKFold } from "./repeated-stratified-k-fold.ts";
import { ShuffleSplit, StratifiedShuffleSplit } from "./shuffle-split.ts";
import { StratifiedGroupKFold } from "./stratified-group-k-fold.ts";
import { StratifiedKFold } from "./stratified-k-fold.ts";
import { TimeSeriesSplit } from "./time-series-split.ts";

const splitters: Readonly<Record<string, new (params: object) => Splitter>> = {
  GroupKFold,
  KFold,
  LeaveOneGroupOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedGroupKFold,
  StratifiedKFold,
  StratifiedShuffleSplit,
  TimeSeriesSplit,
};

/** Whether the library has a splitter of this class. */
export function isSplitterType(type: string): boolean {
  return Object.hasOwn(splitters, type);
}

/** What `cv` may be, and what it is in JSON. */
export type FoldChoice = number | Splitter;

/** `cv` as it was given, or as JSON describes it. @throws ParameterError for a splitter that the library does not have */
export function reviveSplitter(cv: FoldChoice | SplitterJson | undefined): FoldChoice | undefined {
  if (typeof cv !== "object" || cv === null || "split" in cv || typeof cv.type !== "string") return cv as FoldChoice;
  if (isSplitterType(cv.type)) return new splitters[cv.type]!(cv.params);
  throw new ParameterError(`There is no splitter of class ${JSON.stringify(cv.type)}.`);
}

/** `cv` for JSON. @param type whose, for the message @throws ParameterError for a splitter of your own, which JSON cannot hold */
export function describeSplitter(cv: FoldChoice, type: string): number | SplitterJson {
  if (typeof cv === "number") return cv;
  const json = cv.toJSON?.();
  if (json !== undefined && isSplitterType(json.type)) return json;
  throw new ParameterError(
    `${type}: cv is a splitter of your own, which JSON cannot hold. Save the fitted model inside instead, or split by one of ` +
      `${Object.keys(splitters).join(", ")}.`,
  );
}
