import { flag, oneOf, orNull, positive, wholeNumber } from "../../data/index.ts";
import type { ParameterRule } from "../../data/index.ts";
import type { Gamma } from "./gamma-for.ts";
import type { MachineOptions } from "./train-machine.ts";

/** What all support vector machines take. */
export interface SvmParams {
  /** How hard errors are punished: less allows a wider margin. Default 1. */
  C: number;
  /** "linear", or "rbf": rows are alike as exp(−gamma · ‖a − b‖²). Default "rbf". */
  kernel: "linear" | "rbf";
  /** Of "rbf": "scale" is 1 / (columns · variance of all values), "auto" 1 / columns, or a number. Default "scale". */
  gamma: Gamma;
  /** Whether variables that rest at a bound are left out for a while; changes speed only. Default true. */
  shrinking: boolean;
  /** Stop when no optimality condition is violated by more. Default 1e-3. */
  tol: number;
  /** Steps at most for each machine; `null`, the default, for ten million and more. */
  maxIter: number | null;
  /** Room for lines of the kernel matrix in MB. Default 200. */
  cacheSize: number;
}

export const defaultSvmParams: SvmParams = {
  C: 1,
  kernel: "rbf",
  gamma: "scale",
  shrinking: true,
  tol: 1e-3,
  maxIter: null,
  cacheSize: 200,
};

export function svmRules({ gamma }: SvmParams): Record<keyof SvmParams, ParameterRule> {
  return {
    C: positive,
    kernel: oneOf("linear", "rbf"),
    gamma: typeof gamma === "number" ? positive : oneOf("scale", "auto"),
    shrinking: flag,
    tol: positive,
    maxIter: orNull(wholeNumber(1)),
    cacheSize: positive,
  };
}

/** The parameters as the solver takes them. @param gamma as a number */
export function machineOptions(params: SvmParams, gamma: number, label: string): MachineOptions {
  const { kernel, tol, maxIter, shrinking, cacheSize } = params;
  return { kernel: { kind: kernel, gamma }, tol, maxIter, shrinking, cacheBytes: cacheSize * 2 ** 20, label };
}
