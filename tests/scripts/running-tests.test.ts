import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import type { TestCase, TestModule } from "vitest/node";
import RunningTests, { followRunningTests, readRunningTests } from "../../scripts/testing/running-tests.mjs";

afterEach(() => vi.unstubAllEnvs());

it("says of each file under way where it is, and forgets those that ended", () => {
  const file = join(mkdtempSync(join(tmpdir(), "ulm-running-")), "running.json");
  vi.stubEnv("RUNNING_TESTS_FILE", followRunningTests(file).RUNNING_TESTS_FILE);
  const reporter = new RunningTests();
  const [one, other] = ["one.test.ts", "other.test.ts"].map(
    (moduleId, id) => ({ id: String(id), moduleId }) as TestModule,
  );
  const test = { module: one, fullName: "adds numbers" } as TestCase;

  expect(readRunningTests(file)).toEqual([]);
  reporter.onTestModuleQueued(one);
  reporter.onTestModuleStart(other);
  expect(readRunningTests(file)).toEqual(["one.test.ts: being loaded", "other.test.ts: before or between its tests"]);
  reporter.onTestModuleEnd(other);
  reporter.onTestCaseReady(test);
  expect(readRunningTests(file)).toEqual(["one.test.ts: adds numbers"]);
  reporter.onTestCaseResult(test);
  expect(readRunningTests(file)).toEqual(["one.test.ts: after adds numbers"]);
  reporter.onTestModuleEnd(one);
  expect(readRunningTests(file)).toEqual([]);
});
