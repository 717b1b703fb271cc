import { describe, expect, it } from "vitest";
import { findKernelAlias } from "../../kernel/kernel-aliases.ts";
import {
  changeSettings,
  checkSettings,
  defaultKernelOptions,
  kernelEnvironment,
  readKernelOptions,
} from "../../kernel/kernel-options.ts";

describe("kernel options", () => {
  it("are read from the environment, which can be made from them", () => {
    expect(readKernelOptions({})).toEqual(defaultKernelOptions);
    expect(readKernelOptions({ ULM_TYPE_ERRORS: "" })).toEqual(defaultKernelOptions);
    const options = { typeErrors: "warn", decorators: "legacy" } as const;
    expect(readKernelOptions(kernelEnvironment(options))).toEqual(options);
    expect(kernelEnvironment(defaultKernelOptions)).toEqual({});
  });

  it("are refused when nobody knows them", () => {
    expect(() => readKernelOptions({ ULM_TYPE_ERRORS: "never" })).toThrow(
      "ULM_TYPE_ERRORS=never: it is one of refuse, warn, ignore",
    );
  });
});

describe("settings that a client sends", () => {
  const started = { typeErrors: "ignore", decorators: "legacy" } as const;

  it("change what they name, and return to the kernel's own by null", () => {
    expect(checkSettings(undefined)).toEqual({});
    const warned = changeSettings(started, checkSettings({ typeErrors: "warn" }), started);
    expect(warned).toEqual({ typeErrors: "warn", decorators: "legacy" });
    expect(changeSettings(warned, checkSettings({ typeErrors: null }), started)).toEqual(started);
  });

  it.each([
    [{ typeErrors: "never" }, "typeErrors=never: it is one of refuse, warn, ignore"],
    [{ decorators: 1 }, "decorators=1: it is one of standard, legacy"],
    [{ strict: true }, "strict: it is one of typeErrors, decorators"],
    [null, "settings are an object, not null"],
  ])("are refused when nobody knows them: %j", (said, message) => {
    expect(() => checkSettings(said)).toThrow(message);
  });
});

it("the name of another kernel says how cells are treated, any other name nothing", () => {
  expect(findKernelAlias("jslab")?.options).toEqual({ decorators: "legacy", typeErrors: "ignore" });
  for (const name of ["ulm", "python3", "toString", undefined, 7]) expect(findKernelAlias(name)).toBeUndefined();
});
