import { describe, expect, it } from "vitest";
import { settle, sum, tallyPlaywright, tallyVitest } from "../../scripts/testing/tally.mjs";

describe("tallyVitest", () => {
  it("counts tests by what became of them", () => {
    const statuses = ["passed", "passed", "failed", "skipped", "pending", "todo"];
    const file = { status: "failed", assertionResults: statuses.map((status) => ({ status })) };
    expect(tallyVitest({ testResults: [file] })).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    expect(tallyVitest({ testResults: [{ status: "failed", assertionResults: [] }] })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});

describe("tallyPlaywright", () => {
  it("counts flaky tests and errors outside of tests as failures", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });
});

describe("settle", () => {
  it("makes a failure of a runner that left no report", () => {
    expect(settle(undefined, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("makes a failure of a bad exit code that no test explains", () => {
    expect(settle({ passed: 7, failed: 0, skipped: 0 }, false)).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(settle({ passed: 7, failed: 2, skipped: 0 }, false)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });
});

it("sums column by column", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
