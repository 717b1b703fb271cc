import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundleDeclarations, standardLibraryFolder } from "../../../kernel/language/declaration-bundle.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-declarations-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("joins files and those that they refer to, each once and before its users, and leaves modules apart", async () => {
  const files = {
    "index.d.ts":
      '/// <reference lib="es2020" />\n/// <reference path="a.d.ts" />\n/// <reference path="m.d.ts" />\ninterface I {}',
    "a.d.ts": '/// <reference path="b.d.ts" />\ndeclare module "a" {\n  export const a: number;\n}',
    "b.d.ts": '/// <reference path="a.d.ts" />\ndeclare var b: string;',
    "m.d.ts": "export {};\ndeclare global {}",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const bundle = bundleDeclarations("/virtual.d.ts", [join(folder, "index.d.ts")]);
  expect(bundle.text.match(/declare var b|declare module|interface I/g)).toEqual([
    "declare var b",
    "declare module",
    "interface I",
  ]);
  expect(bundle.text).not.toContain("<reference");
  expect(bundle.modules).toEqual([join(folder, "m.d.ts")]);
  expect([...bundle.members].sort()).toEqual(["a.d.ts", "b.d.ts", "index.d.ts"].map((name) => join(folder, name)));
});

it("follows the standard libraries into each other", () => {
  const { members, modules } = bundleDeclarations("/lib.d.ts", [join(standardLibraryFolder, "lib.es2023.d.ts")]);
  expect(members).toContain(join(standardLibraryFolder, "lib.es5.d.ts"));
  expect(members).toContain(join(standardLibraryFolder, "lib.es2015.core.d.ts"));
  expect(modules).toEqual([]);
});
