import { kernelspec } from "../../kernel/language-info.ts";

export const KERNEL_NAME = kernelspec.name;

/** Names of other TypeScript kernels, whose notebooks ours runs. */
const aliases: readonly string[] = ["tslab", "jslab", "deno"];

export function isKnownKernelName(name: string): boolean {
  return name === KERNEL_NAME || aliases.includes(name);
}

/** The answer of Jupyter's `/api/kernelspecs`. */
export function describeKernelSpecs() {
  const spec = {
    argv: ["ulm", "kernel", "{connection_file}"],
    display_name: kernelspec.display_name,
    language: kernelspec.language,
    interrupt_mode: "message",
    env: {},
    metadata: {},
  };
  const resources = { "logo-svg": `/kernelspecs/${KERNEL_NAME}/logo-svg.svg` };
  return { default: KERNEL_NAME, kernelspecs: { [KERNEL_NAME]: { name: KERNEL_NAME, spec, resources } } };
}
