import { GroupKFold, RepeatedStratifiedKFold, TimeSeriesSplit } from "ulm/learn";
import type { Fold } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/validation.json" with { type: "json" };

const plain = (folds: Fold[]) => folds.map(({ train, test }) => [[...train], [...test]]);
const rows = (count: number) => Array.from({ length: count }, () => [0]);

describe("splitters, as in scikit-learn", () => {
  it("RepeatedStratifiedKFold", () => {
    const splitter = new RepeatedStratifiedKFold({ nSplits: 3, nRepeats: 2, randomState: 5, rng: "numpy" });
    expect(plain(splitter.split(rows(30), fixtures.y.slice(0, 30)))).toEqual(fixtures.repeated);
  });

  it("GroupKFold keeps groups together", () => {
    const { labels, folds } = fixtures.groups;
    expect(plain(new GroupKFold({ nSplits: 3 }).split(rows(labels.length), undefined, labels))).toEqual(folds);
  });

  it.each(fixtures.times)("TimeSeriesSplit $params", ({ rows: count, params, folds }) => {
    expect(plain(new TimeSeriesSplit(params).split(rows(count)))).toEqual(folds);
  });

  it("say when they cannot be made", () => {
    expect(() => new RepeatedStratifiedKFold({ nRepeats: 0 })).toThrow("nRepeats must be a whole number from 1");
    expect(() => new RepeatedStratifiedKFold().split(rows(3))).toThrow("needs the labels");
    expect(() => new GroupKFold().split(rows(3))).toThrow("needs the groups: split(X, y, groups)");
    expect(() => new GroupKFold({ nSplits: 3 }).split(rows(3), undefined, ["a", "a", "b"])).toThrow(
      "2 groups cannot be divided into 3",
    );
    expect(() => new GroupKFold().split(rows(3), undefined, ["a"])).toThrow("X has 3 rows, but groups has 1");
    expect(() => new TimeSeriesSplit({ gap: -1 })).toThrow("gap must be a whole number from 0");
    expect(() => new TimeSeriesSplit({ nSplits: 5, gap: 3 }).split(rows(12))).toThrow(
      "12 rows are too few for 5 test parts",
    );
  });
});
