import { describe, expect, test } from "vitest";
import { opaqueId, permute } from "../../sample-data/world/permute.ts";

describe("permute", () => {
  test.each([1, 2, 7, 64, 1000, 4097])("gives each of %d numbers another one", (size) => {
    const values = Array.from({ length: size }, (_, value) => permute(7, "test", value, size));
    expect([...values].sort((a, b) => a - b)).toEqual(values.map((_, index) => index));
  });

  test("keeps no order, and depends on seed and purpose", () => {
    const list = (seed: number, purpose: string) =>
      Array.from({ length: 1000 }, (_, value) => permute(seed, purpose, value, 1e8));
    const rising = list(7, "a").filter((value, index, all) => index > 0 && value > all[index - 1]).length;
    expect(Math.abs(rising - 500)).toBeLessThan(60);
    const others = new Set([...list(7, "b"), ...list(8, "a")]);
    expect(list(7, "a").filter((value) => others.has(value)).length).toBeLessThan(3);
  });

  test("opaque identifiers have one length", () => {
    const ids = Array.from({ length: 5000 }, (_, value) => opaqueId(7, "test", value, 6));
    expect(new Set(ids).size).toBe(5000);
    expect(ids.every((id) => /^[0-9a-z]{6}$/.test(id))).toBe(true);
  });
});
