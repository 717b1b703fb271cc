import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const renderer = join(import.meta.dirname, "../../../renderer");
const read = (domain: string): Record<string, string | string[]> =>
  JSON.parse(readFileSync(join(renderer, `translations/zh-CN/${domain}.json`), "utf8"));

const placeholders = (text: string) => [...new Set(text.match(/%\d/g) ?? [])].sort();

describe.each(["jupyterlab", "ulm_notebook"])("the Chinese texts of %s", (domain) => {
  test.each(Object.entries(read(domain)))("%s", (key, translation) => {
    const text = key.split("\u0004").at(-1)!;
    for (const form of [translation].flat()) {
      expect(form.trim()).not.toBe("");
      // A singular may leave its number out; nothing else may be lost, and nothing come from nowhere.
      if (Array.isArray(translation))
        expect(["%1", ...placeholders(text)]).toEqual(expect.arrayContaining(placeholders(form)));
      else expect(placeholders(form)).toEqual(placeholders(text));
    }
  });
});

test("every text of our own plugins has a translation", () => {
  const sources = readdirSync(renderer, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("node_modules"))
    .map((file) => readFileSync(join(renderer, file), "utf8"));
  const texts = sources.flatMap((source) =>
    [...source.matchAll(/\.__\(\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!),
  );
  expect(texts.length).toBeGreaterThan(10);
  const known = read("ulm_notebook");
  expect([...new Set(texts)].filter((text) => !(text in known))).toEqual([]);
});
