import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ISettingRegistry } from "@jupyterlab/settingregistry";
import { describe, expect, test } from "vitest";
import { SettingValidator } from "../../../renderer/settings/setting-validator.ts";

const packages = join(import.meta.dirname, "../../../node_modules/@jupyterlab");
const schemas = readdirSync(packages)
  .filter((name) => name.endsWith("-extension"))
  .flatMap((name) => {
    const folder = join(packages, name, "schema");
    const files = readdirSync(join(packages, name)).includes("schema") ? readdirSync(folder) : [];
    return files
      .filter((file) => file.endsWith(".json"))
      .map((file): [string, object] => [`${name}:${file}`, JSON.parse(readFileSync(join(folder, file), "utf8"))]);
  });

function plugin(schema: object, raw: string): ISettingRegistry.IPlugin {
  return { id: "p", version: "1", schema: schema as never, raw, data: { composite: {}, user: {} } };
}

describe("SettingValidator", () => {
  test("finds the schemas of JupyterLab's plugins", () => expect(schemas.length).toBeGreaterThan(40));

  test.each(schemas)("accepts the defaults of %s", (_name, schema) => {
    expect(new SettingValidator().validateData(plugin(schema, "{}"))).toBeNull();
  });

  test("reads comments, keeps the user's part apart and fills in the rest", () => {
    const p = plugin(
      { type: "object", properties: { a: { type: "number", default: 1 }, b: { default: 2 } } },
      "{a: 5, /* x */}",
    );
    expect(new SettingValidator().validateData(p)).toBeNull();
    expect(p.data).toEqual({ user: { a: 5 }, composite: { a: 5, b: 2 } });
  });

  test("refuses data that the schema forbids, and leaves the plugin as it was", () => {
    const p = plugin({ type: "object", properties: { a: { type: "number" } } }, '{"a": "5"}');
    expect(new SettingValidator().validateData(p)).toMatchObject([{ keyword: "type", instancePath: "/a" }, {}]);
    expect(p.data.user).toEqual({});
  });

  test("says where the text is not JSON", () => {
    expect(new SettingValidator().validateData(plugin({ type: "object" }, "{a: }"))).toMatchObject([
      { keyword: "syntax" },
    ]);
  });
});
