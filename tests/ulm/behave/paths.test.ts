import fc from "fast-check";
import { display, Table } from "ulm/data";
import {
  BehaviourError,
  funnel,
  markovPaths,
  reachProbability,
  sequenceCounts,
  toSequences,
  transitionMatrix,
  TransitionMatrix,
} from "ulm/behave";
import { describe, expect, it } from "vitest";

const minute = (count: number) => new Date(Date.UTC(2024, 4, 1) + count * 60_000);
const events = Table.fromObjects(
  (
    [
      ["s1", 0, "view"],
      ["s2", 1, "search"],
      ["s1", 5, "cart"],
      ["s1", 2, "view"],
      ["s2", 3, "view"],
      ["s3", 0, "cart"],
      ["s3", 9, "view"],
      ["s1", 45, "order"],
      ["s2", 4, "cart"],
      ["s4", 0, "view"],
      ["s4", 100, "view"],
      ["s4", 101, "cart"],
      ["s4", 102, "order"],
    ] as const
  ).map(([session, at, event]) => ({ session, at: minute(at), event })),
);
const columns = { by: "session", time: "at", state: "event" };
const steps = ["view", "cart", "order"];

describe("toSequences", () => {
  it("puts the events of each session in the order of time", () => {
    expect(toSequences(events, columns)).toEqual([
      ["view", "view", "cart", "order"],
      ["search", "view", "cart"],
      ["cart", "view"],
      ["view", "view", "cart", "order"],
    ]);
  });

  it("names what it cannot read", () => {
    expect(() => toSequences(events, { ...columns, time: "event" })).toThrow("holds text values, not dates");
    const missing = events.withColumn(
      "session",
      [...events.column("session")].map((value, row) => (row === 2 ? null : value)),
    );
    expect(() => toSequences(missing, columns)).toThrow('Column "session", row 2 is missing');
  });
});

describe("transitionMatrix", () => {
  it("counts, divides and gives standard errors", () => {
    const matrix = transitionMatrix(["aab", "aba", "b"].map((word) => [...word]));
    expect(matrix.counts).toEqual([
      [1, 2],
      [1, 0],
    ]);
    expect(matrix.probabilities[0]).toEqual([1 / 3, 2 / 3]);
    expect(matrix.standardErrors[0]![0]).toBeCloseTo(Math.sqrt(2 / 27), 14);
    expect(matrix.probability("a", "b")).toMatchObject({ value: 2 / 3, hits: 2, count: 3 });
    expect(() => matrix.probability("a", "z")).toThrow('There is no state "z"');
  });

  it("looks ahead as a Markov chain does", () => {
    // Known in closed form: (b, a) / (a + b) in the long run when a leaves the first state with a and the second with b.
    const matrix = new TransitionMatrix(
      ["active", "asleep"],
      [
        [70, 30],
        [10, 90],
      ],
    );
    const stationary = matrix.stationary()!;
    expect(stationary[0]).toBeCloseTo(0.25, 12);
    expect(matrix.after(1, [1, 0])).toEqual([0.7, 0.3]);
    expect(matrix.after(3, [1, 0])[0]).toBeCloseTo(0.25 + 0.75 * 0.6 ** 3, 12);
    expect(matrix.after(200, [0, 1])[1]).toBeCloseTo(stationary[1]!, 12);
    // Two states that never meet, and two that swap for ever, have no long run of their own.
    expect(
      new TransitionMatrix(
        ["a", "b"],
        [
          [5, 0],
          [0, 5],
        ],
      ).stationary(),
    ).toBeUndefined();
    expect(
      new TransitionMatrix(
        ["a", "b"],
        [
          [0, 5],
          [5, 0],
        ],
      ).stationary(),
    ).toBeUndefined();
    expect(() => matrix.after(1, [0.5, 0.6])).toThrow("add up to 1");
  });

  it("has rows that add up to 1, and shares that stay shares", () => {
    const words = fc.array(fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 8 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, (sequences) => {
        const matrix = transitionMatrix(sequences, { states: ["x", "y", "z"] });
        const pairs = sequences.reduce((sum, sequence) => sum + Math.max(0, sequence.length - 1), 0);
        expect(matrix.totals.reduce((sum, total) => sum + total, 0)).toBe(pairs);
        const shares = matrix.after(5, [0.2, 0.3, 0.5]);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("comes back from JSON, shows itself, and keeps to stated states", () => {
    const matrix = transitionMatrix([["new", "fan", "fan"]], { states: ["new", "fan", "lost"] });
    expect(TransitionMatrix.fromJSON(JSON.parse(JSON.stringify(matrix)))).toEqual(matrix);
    expect(matrix[display]()["text/plain"]).toContain("What follows what (row → column) | 状态转移（行 → 列）");
    expect(matrix.table().rows()).toHaveLength(2);
    expect(() => transitionMatrix([["new", "gone"]], { states: ["new"] })).toThrow(BehaviourError);
  });
});

describe("markovPaths", () => {
  const paths = markovPaths(toSequences(events, columns));

  it("has beginning and end as states", () => {
    expect(paths.states).toEqual(["start", "cart", "order", "search", "view", "exit"]);
    expect(paths.probability("start", "view")).toMatchObject({ hits: 2, count: 4 });
    expect(paths.probability("order", "exit").value).toBe(1);
    expect(() => markovPaths([["exit"]])).toThrow('An event is called "exit", as the end of paths is');
    expect(markovPaths([["exit"]], { exit: "end" }).states).toEqual(["start", "exit", "end"]);
  });

  it("says who ever reaches a step: a gambler's ruin in closed form", () => {
    // From 1 of 4 coins, winning with 0.4 each time: (1 − 1.5) / (1 − 1.5⁴).
    const game = new TransitionMatrix(
      [0, 1, 2, 3, 4],
      [
        [1, 0, 0, 0, 0],
        [6, 0, 4, 0, 0],
        [0, 6, 0, 4, 0],
        [0, 0, 6, 0, 4],
        [0, 0, 0, 0, 1],
      ],
    );
    expect(reachProbability(game, 1, 4)).toBeCloseTo((1 - 1.5) / (1 - 1.5 ** 4), 12);
    expect(reachProbability(game, 4, 0)).toBe(0);
    // The chain agrees with what was counted where every path passes once.
    expect(reachProbability(paths, "start", "exit")).toBeCloseTo(1, 12);
    expect(() => reachProbability(paths, "start", "pay")).toThrow('There is no state "pay"');
  });
});

describe("sequenceCounts", () => {
  it("counts whole paths and runs of events", () => {
    const sequences = toSequences(events, columns);
    const whole = sequenceCounts(sequences);
    expect(whole.row(0)).toMatchObject({ path: "view → view → cart → order", count: 2, sequences: 2, share: 0.5 });
    const pairs = sequenceCounts(sequences, { length: 2, most: 2 });
    expect(pairs.rows().map(({ path, count, sequences: held }) => [path, count, held])).toEqual([
      ["view → cart", 3, 3],
      ["cart → order", 2, 2],
    ]);
    const repeated = sequenceCounts([["a", "a", "a"], ["b"]], { length: 2 });
    expect(repeated.row(0)).toMatchObject({ path: "a → a", count: 2, sequences: 1, share: 0.5 });
    expect(() => sequenceCounts(sequences, { length: 0 })).toThrow("whole numbers from 1");
  });
});

describe("funnel", () => {
  it("counts those who take the steps in their order", () => {
    const { steps: found, conversion } = funnel(events, { ...columns, steps });
    // The cart of s3 came before its view.
    expect(found.map(({ count }) => count)).toEqual([4, 3, 2]);
    expect(found[2]!.ofPrevious.value).toBeCloseTo(2 / 3, 14);
    expect(conversion).toMatchObject({ hits: 2, count: 4 });
    expect(found.map(({ medianMinutes }) => medianMinutes)).toEqual([null, 5, 20.5]);
  });

  it("takes the best attempt within a time", () => {
    // s1 needs 43 minutes from its last view; s4's first view is long ago, its second begins a visit that orders.
    expect(funnel(events, { ...columns, steps, withinMinutes: 30 }).steps.map(({ count }) => count)).toEqual([4, 3, 1]);
    expect(funnel(events, { ...columns, steps, withinMinutes: 45 }).steps.map(({ count }) => count)).toEqual([4, 3, 2]);
    expect(funnel(events, { ...columns, steps, withinMinutes: 0 }).steps.map(({ count }) => count)).toEqual([4, 0, 0]);
  });

  it("never widens, and a longer time never loses anybody", () => {
    const log = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom("view", "cart", "order", "help"),
      ),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(log, fc.integer({ min: 0, max: 60 }), (rows, withinMinutes) => {
        const table = Table.fromObjects(rows.map(([session, at, event]) => ({ session, at: minute(at), event })));
        const within = funnel(table, { ...columns, steps, withinMinutes }).steps.map(({ count }) => count);
        const ever = funnel(table, { ...columns, steps }).steps.map(({ count }) => count);
        within.forEach((count, index) => {
          expect(count).toBeLessThanOrEqual(ever[index]!);
          if (index > 0) expect(count).toBeLessThanOrEqual(within[index - 1]!);
        });
        expect(within[0]).toBe(ever[0]);
      }),
    );
  });

  it("shows itself in two languages and refuses what makes no sense", () => {
    const found = funnel(events, { ...columns, steps });
    expect(found[display]()["text/html"]).toContain("转化漏斗");
    expect(found.table().rowCount).toBe(3);
    expect(() => funnel(events, { ...columns, steps: [] })).toThrow("there must be steps");
    // Nobody came: no share of nothing.
    expect(funnel(events, { ...columns, steps: ["pay", "view"] }).steps[1]!.ofPrevious.value).toBeNull();
  });
});
