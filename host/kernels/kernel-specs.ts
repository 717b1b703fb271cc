import { kernelAliases } from "../../kernel/kernel-aliases.ts";
import { kernelspec } from "../../kernel/language-info.ts";
import type { KernelSpecMetadata } from "../../notebooks/kernel-spec-metadata.ts";

export const KERNEL_NAME = kernelspec.name;

interface KernelSpec {
  name: string;
  spec: Record<string, unknown>;
  resources: Record<string, string>;
}

const own = createKernelSpec(KERNEL_NAME, kernelspec.display_name, kernelspec.language, {
  isAlias: false,
  typeErrors: "refuse",
});
/** Ours, and those under whose names it runs the notebooks of other kernels. */
const specs: ReadonlyMap<string, KernelSpec> = new Map([
  [KERNEL_NAME, own],
  ...Object.entries(kernelAliases).map(
    ([name, { displayName, language, options }]) =>
      [
        name,
        createKernelSpec(name, displayName, language, { isAlias: true, typeErrors: options.typeErrors ?? "refuse" }),
      ] as const,
  ),
]);

export function findKernelSpec(name: string): KernelSpec | undefined {
  return specs.get(name);
}

/** The answer of Jupyter's `/api/kernelspecs`. */
export function describeKernelSpecs() {
  return { default: KERNEL_NAME, kernelspecs: Object.fromEntries(specs) };
}

function createKernelSpec(name: string, displayName: string, language: string, ulm: KernelSpecMetadata): KernelSpec {
  return {
    name,
    spec: {
      argv: ["ulm", "kernel", "{connection_file}"],
      display_name: displayName,
      language,
      interrupt_mode: "message",
      env: {},
      metadata: { ulm },
    },
    resources: { "logo-svg": `/kernelspecs/${KERNEL_NAME}/logo-svg.svg` },
  };
}
