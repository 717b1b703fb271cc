import {
  crossValScore,
  GridSearchCV,
  fromJSON,
  LeaveOneGroupOut,
  LinearRegression,
  LogisticRegression,
  RepeatedKFold,
  ShuffleSplit,
  StratifiedGroupKFold,
  StratifiedShuffleSplit,
} from "ulm/learn";
import type { Fold } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/model-selection.json" with { type: "json" };

const { X, y, groups, folds } = fixtures;
const plain = (found: Fold[]) => found.map(({ train, test }) => [[...train], [...test]]);
const thirds = groups.map((name) => Number(name.slice(-2)) % 3);

describe("splitters, as in scikit-learn", () => {
  it.each([
    ["stratifiedGroups", new StratifiedGroupKFold({ nSplits: 4 }).split(X, y, groups)],
    [
      "stratifiedGroupsShuffled",
      new StratifiedGroupKFold({ nSplits: 4, shuffle: true, randomState: 7, rng: "numpy" }).split(X, y, groups),
    ],
    ["repeated", new RepeatedKFold({ nSplits: 3, nRepeats: 2, randomState: 5, rng: "numpy" }).split(X)],
    ["shuffled", new ShuffleSplit({ nSplits: 3, testSize: 0.25, randomState: 5, rng: "numpy" }).split(X)],
    [
      "shuffledStratified",
      new StratifiedShuffleSplit({ nSplits: 3, testSize: 20, randomState: 5, rng: "numpy" }).split(X, y),
    ],
    ["groupsOut", new LeaveOneGroupOut().split(X, y, thirds)],
  ] as const)("%s", (name, found) => {
    expect(plain(found)).toEqual(folds[name]);
  });

  it("keep groups together and are the same again from JSON", async () => {
    for (const cv of [
      new StratifiedGroupKFold({ nSplits: 3, shuffle: true, randomState: 2 }),
      new RepeatedKFold({ nSplits: 2, nRepeats: 2 }),
      new ShuffleSplit({ nSplits: 2 }),
      new StratifiedShuffleSplit({ nSplits: 2, testSize: 0.3 }),
      new LeaveOneGroupOut(),
    ]) {
      const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [1] }, cv });
      const revived = fromJSON(JSON.parse(JSON.stringify(search))) as GridSearchCV;
      const own = { groups: thirds };
      await Promise.all([search.fit(X, y, own), revived.fit(X, y, own)]);
      expect(revived.bestScores.scores).toEqual(search.bestScores.scores);
    }
    const values = X.map(([a, b]) => a! - b!);
    const scores = await crossValScore(new LinearRegression(), X, values, { cv: new RepeatedKFold({ nRepeats: 2 }) });
    expect(scores.scores).toHaveLength(10);
    for (const { train, test } of new StratifiedGroupKFold({ nSplits: 4 }).split(X, y, groups)) {
      const learnt = new Set(Array.from(train, (row) => groups[row]));
      expect([...test].some((row) => learnt.has(groups[row]))).toBe(false);
    }
  });

  it("say when they cannot be made", () => {
    expect(() => new StratifiedGroupKFold().split(X, y)).toThrow("StratifiedGroupKFold needs the groups");
    expect(() => new StratifiedGroupKFold().split(X)).toThrow("needs the labels");
    expect(() => new StratifiedGroupKFold({ nSplits: 4 }).split(X, y, thirds)).toThrow(
      "3 groups cannot be divided into 4",
    );
    expect(() =>
      new LeaveOneGroupOut().split(
        X,
        y,
        X.map(() => 1),
      ),
    ).toThrow("two groups at least");
    expect(() => new ShuffleSplit({ nSplits: 0 })).toThrow("nSplits must be a whole number from 1");
    expect(() => new ShuffleSplit({ testSize: 1.5 }).split(X)).toThrow("testSize must be");
    expect(() => new StratifiedShuffleSplit().split(X)).toThrow("needs the labels");
    expect(() =>
      new StratifiedShuffleSplit().split(
        X,
        y.map((_, row) => (row === 0 ? "only" : "many")),
      ),
    ).toThrow('Class "only" has one row only');
    expect(() => new RepeatedKFold({ nRepeats: 0 })).toThrow("nRepeats must be a whole number from 1");
  });
});
