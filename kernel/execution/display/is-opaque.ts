import { types } from "node:util";

/**
 * Whether a value is a proxy that refuses to be asked what it is: one that throws for properties it does not know, for
 * instance. It is no fault of a cell to have such a result.
 */
export function isOpaque(value: unknown): boolean {
  if (!types.isProxy(value)) return false;
  try {
    const { then } = value as { then?: unknown };
    return then === undefined && (value as Record<symbol, unknown>)[Symbol.for("Jupyter.display")] === null;
  } catch {
    return true;
  }
}
