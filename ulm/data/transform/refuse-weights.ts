import { ParameterError } from "../estimator.ts";

/** @throws ParameterError when weights were given to an estimator that has no use for them */
export function refuseWeights({ sampleWeight }: { readonly sampleWeight?: unknown }, type: string): void {
  if (sampleWeight === undefined || sampleWeight === null) return;
  throw new ParameterError(`${type} takes no sampleWeight: its rows count alike. Leave the option out.`);
}
