import { ParameterError } from "./estimator.ts";

/** What values a parameter may have. */
export interface ParameterRule {
  /** How the message goes on after "must be". */
  readonly words: string;
  allows(value: unknown): boolean;
}

/** One of these and nothing else. */
export function oneOf(...choices: readonly (string | number | boolean | null)[]): ParameterRule {
  const words = choices.map((choice) => JSON.stringify(choice));
  const last = words.pop()!;
  return {
    words: words.length > 0 ? `${words.join(", ")} or ${last}` : last,
    allows: (value) => choices.includes(value as string),
  };
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number = Infinity): ParameterRule {
  return {
    words: most === Infinity ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
    allows: (value) => Number.isSafeInteger(value) && least <= (value as number) && (value as number) <= most,
  };
}

/** A number between the limits, themselves included. */
export function between(least: number, most: number): ParameterRule {
  return {
    words: `a number from ${least} to ${most}`,
    allows: (value) => typeof value === "number" && least <= value && value <= most,
  };
}

/** A finite number above 0. */
export const positive: ParameterRule = {
  words: "positive and finite",
  allows: (value) => typeof value === "number" && value > 0 && value < Infinity,
};

/** A finite number, 0 or more. */
export const notNegative: ParameterRule = {
  words: "0 or more and finite",
  allows: (value) => typeof value === "number" && value >= 0 && value < Infinity,
};

/** Any finite number. */
export const finite: ParameterRule = { words: "a finite number", allows: Number.isFinite };

/** True or false. */
export const flag: ParameterRule = oneOf(true, false);

/** What starts a stream of random numbers. */
export const seed: ParameterRule = wholeNumber(0);

/** `null`, or what the rule allows. */
export function orNull(rule: ParameterRule): ParameterRule {
  return { words: `${rule.words}, or null`, allows: (value) => value === null || rule.allows(value) };
}

/** Two numbers between the limits, themselves included, the second above the first. */
export function risingPair(least: number, most: number): ParameterRule {
  const limit = between(least, most);
  return {
    words: least === -Number.MAX_VALUE ? "two numbers that rise" : `two numbers from ${least} to ${most} that rise`,
    allows: (value) => Array.isArray(value) && value.length === 2 && value.every(limit.allows) && value[0] < value[1],
  };
}

/** Checks parameters by name. @param type who has them, for the message. @throws ParameterError for the first that is not allowed */
export function checkParameters<Params extends object>(
  type: string,
  params: Params,
  rules: { readonly [Name in keyof Params]?: ParameterRule },
): void {
  for (const [name, rule] of Object.entries(rules) as [keyof Params & string, ParameterRule][]) {
    const value = params[name];
    if (rule.allows(value)) continue;
    throw new ParameterError(`${type}: ${name} must be ${rule.words}, not ${spoken(value)}.`);
  }
}

/** JSON would call NaN and Infinity null, and knows no BigInt. */
function spoken(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return JSON.stringify(value) ?? (typeof value === "function" ? "a function" : String(value));
}
