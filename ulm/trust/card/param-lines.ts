import { describeValue, paramsText } from "../../data/params-text.ts";

/** The parameters of a model, or of a step inside it. */
export interface ParamLine {
  /** Where the step stands: "prepare › numbers › impute"; empty for the model itself. */
  readonly path: string;
  /** What it is, and its parameters. */
  readonly text: string;
}

/** A step under its name. */
interface NamedStep {
  readonly name: string;
  readonly type: string;
  readonly params: object;
}

/**
 * One line for the model, and one for each step inside it that has parameters of its own.
 * @param params of a model, or as its JSON has them
 */
export function paramLines(type: string, params: object, path: readonly string[] = []): ParamLine[] {
  const entries = Object.entries(params).map(([key, value]) => ({ key, value, steps: stepsIn(key, value) }));
  const own = Object.fromEntries(
    entries.flatMap(({ key, value, steps }) => (steps.length === 0 ? [[key, value]] : [])),
  );
  const isContainer = entries.some(({ steps }) => steps.length > 0);
  const text = `${type}(${paramsText(own)})`;
  // Of what only holds others there is nothing to say.
  const line = isContainer && Object.keys(own).length === 0 ? [] : [{ path: path.join(" › "), text }];
  const inner = entries.flatMap(({ steps }) => steps);
  return [...line, ...inner.flatMap((step) => paramLines(step.type, step.params, [...path, step.name]))];
}

/** The steps that a parameter holds: one estimator, or a list of names with theirs, maybe with columns. */
function stepsIn(key: string, value: unknown): NamedStep[] {
  const single = asStep(value);
  if (single !== undefined) return [{ name: key, ...single }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const [name, held, columns] = (Array.isArray(item) ? item : []) as [string?, unknown?, unknown?];
    const step = asStep(held);
    return step === undefined
      ? []
      : [{ ...step, name: Array.isArray(columns) ? `${name} (${columns.join(", ")})` : name! }];
  });
}

function asStep(value: unknown): Omit<NamedStep, "name"> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { type, params } = describeValue(value);
  return typeof type === "string" && typeof params === "object" && params !== null ? { type, params } : undefined;
}
