import { paramsText } from "../../data/params-text.ts";

/** The parameters of a model, or of a step inside it. */
export interface ParamLine {
  /** Where the step stands: "prepare › numbers › impute"; empty for the model itself. */
  readonly path: string;
  /** What it is, and its parameters. */
  readonly text: string;
}

/** A step as JSON, under its name. */
interface NamedStep {
  readonly name: string;
  readonly type: string;
  readonly params: object;
}

/**
 * One line for the model, and one for each step inside it that has parameters of its own.
 * @param params as JSON
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
  if (isStep(value)) return [{ name: key, ...value }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    if (!Array.isArray(item) || !isStep(item[1])) return [];
    const [name, step, columns] = item as [string, Omit<NamedStep, "name">, unknown];
    return [{ ...step, name: Array.isArray(columns) ? `${name} (${columns.join(", ")})` : name }];
  });
}

function isStep(value: unknown): value is Omit<NamedStep, "name"> {
  return typeof value === "object" && value !== null && "type" in value && "params" in value;
}
