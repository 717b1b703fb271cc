import { ParameterError } from "../../data/index.ts";

/** @throws ParameterError unless the parameter is a whole number from 1 */
export function checkCount(value: number, name: string, type: string): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new ParameterError(`${type}: ${name} must be a whole number from 1, not ${value}.`);
  }
}
