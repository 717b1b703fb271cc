import { describe, expect, it } from "vitest";
import { LocalModuleVersions } from "../../../kernel/execution/modules/local-module-versions.ts";

function filesAt(times: Record<string, number>) {
  return { times, versions: new LocalModuleVersions((path) => times[path]) };
}

describe("versions of local modules", () => {
  it("stay while nothing is edited", () => {
    const { versions } = filesAt({ a: 1 });
    expect([versions.versionOf("a"), versions.versionOf("a")]).toEqual([1, 1]);
  });

  it("change with the file and with what it imports, in all importers", () => {
    const { versions, times } = filesAt({ a: 1, b: 1, c: 1, shared: 1 });
    versions.versionOf("a");
    versions.versionOf("b");
    versions.versionOf("c");
    versions.versionOf("shared", "a");
    versions.versionOf("shared", "b");
    times.shared = 2;
    expect(versions.versionOf("a")).toBe(2);
    expect(versions.versionOf("shared", "a")).toBe(2);
    expect(versions.versionOf("b")).toBe(2);
    expect(versions.versionOf("c")).toBe(1);
  });

  it("end when modules import each other", () => {
    const { versions, times } = filesAt({ a: 1, b: 1 });
    versions.versionOf("a");
    versions.versionOf("b", "a");
    versions.versionOf("a", "b");
    expect(versions.versionOf("a")).toBe(1);
    times.b = 2;
    expect(versions.versionOf("a")).toBe(2);
  });
});
