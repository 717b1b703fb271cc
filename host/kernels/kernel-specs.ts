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

/** The kernel's logo: the letters of its language. */
export const kernelLogo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="TypeScript">
<rect width="64" height="64" rx="10" fill="#1f5f8b"/>
<path fill="none" stroke="#fff" stroke-width="6" d="M12 28h22M23 28v25M52 32c-3-4-13-4-13 2 0 7 14 4 14 11 0 7-11 7-15 2"/>
</svg>
`;
