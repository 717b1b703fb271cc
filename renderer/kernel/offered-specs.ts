import type { KernelSpec } from "@jupyterlab/services";
import type { KernelSpecMetadata } from "../../notebooks/kernel-spec-metadata.ts";

/** What a kernelspec says of itself; nothing when it is none of ours. */
export function specMetadata(spec: KernelSpec.ISpecModel | undefined): Partial<KernelSpecMetadata> {
  return (spec?.metadata?.["ulm"] ?? {}) as Partial<KernelSpecMetadata>;
}

/**
 * The kernelspecs to choose from: aliases are there for the notebooks that name them.
 *
 * @param used name of the kernelspec that is used now, which stays in the list
 */
export function offeredSpecs(
  specs: KernelSpec.ISpecModels | null,
  used: string | undefined,
): KernelSpec.ISpecModels | null {
  if (specs === null) return null;
  const offered = Object.entries(specs.kernelspecs).filter(
    ([name, spec]) => name === used || specMetadata(spec).isAlias !== true,
  );
  return { ...specs, kernelspecs: Object.fromEntries(offered) };
}
