import { describe, expect, it } from "vitest";
import { kernelAliases } from "../../kernel/kernel-aliases.ts";
import { defaultKernelOptions, kernelEnvironment, readKernelOptions } from "../../kernel/kernel-options.ts";
import { asKernel, isOrdinaryKernel } from "../../kernel/launch.ts";

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

describe("a kernel of another name", () => {
  const command = { command: "node", args: [], env: { A: "1" } };

  it("is ours, told how to treat cells", () => {
    expect(asKernel("jslab", command).env).toEqual({ A: "1", ULM_TYPE_ERRORS: "ignore", ULM_DECORATORS: "legacy" });
    for (const name of ["ulm", "python3", "toString", undefined, 7]) expect(asKernel(name, command)).toEqual(command);
    expect(Object.keys(kernelAliases).filter(isOrdinaryKernel)).toEqual([]);
    expect(isOrdinaryKernel("ulm")).toBe(true);
  });
});
