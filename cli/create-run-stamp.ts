import { createHostOptions } from "../host/host-options.ts";
import type { RunResult } from "../host/run-notebook.ts";
import type { RunStamp } from "../report/index.ts";

/** What a report says about the run that it shows. */
export function createRunStamp({ durations, endedAt }: RunResult): RunStamp {
  return {
    generatedAt: endedAt,
    versions: { ulm: createHostOptions().version, node: process.versions.node },
    dataFiles: [],
    durationMs: [...durations.values()].reduce((sum, duration) => sum + duration, 0),
  };
}
