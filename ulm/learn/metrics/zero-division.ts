import { ParameterError, warn } from "../../data/index.ts";
import type { BilingualText, Label } from "../../data/index.ts";

/** What ratios without cases are worth. */
export interface ZeroDivisionOptions {
  /**
   * What a ratio without cases is worth, as the precision of a class that is never predicted: 0, 1, or NaN, which averages leave out; "warn",
   * the default, is 0 with a warning.
   */
  readonly zeroDivision?: "warn" | number;
}

/** What the ratio is worth. @throws ParameterError */
export function zeroDivisionValue({ zeroDivision = "warn" }: ZeroDivisionOptions): number {
  if (zeroDivision === "warn") return 0;
  if (zeroDivision === 0 || zeroDivision === 1 || Number.isNaN(zeroDivision)) return zeroDivision;
  throw new ParameterError(`zeroDivision must be "warn", 0, 1 or NaN, not ${String(zeroDivision)}.`);
}

let isSilent = false;

/** Says that ratios of these classes have no cases, unless what they are worth was said. */
export function warnOfZeroDivision(
  ratio: BilingualText,
  why: BilingualText,
  classes: readonly Label[],
  { zeroDivision = "warn" }: ZeroDivisionOptions,
): void {
  if (zeroDivision !== "warn" || isSilent || classes.length === 0) return;
  const names = classes.slice(0, 10).map((label) => JSON.stringify(label));
  const rest = classes.length > names.length ? ["…"] : [];
  warn(ratio.en, {
    en: `that of ${[...names, ...rest].join(", ")} counts as 0: ${why.en}. Say with zeroDivision what it is worth.`,
    "zh-CN": `类别 ${[...names, ...rest].join("、")} 的${ratio["zh-CN"]}记为 0：${why["zh-CN"]}。可用 zeroDivision 指定取值。`,
  });
}

/** Computes without such warnings: of the many resamples of a bootstrap some lack a class. */
export function withoutWarnings<Result>(compute: () => Result): Result {
  const before = isSilent;
  isSilent = true;
  try {
    return compute();
  } finally {
    isSilent = before;
  }
}
