import type { Outcome } from "./exercise.ts";
import type { Localized } from "./localized.ts";

export const correct = (message: Localized): Outcome => ({ status: "correct", message });
export const incorrect = (message: Localized): Outcome => ({ status: "incorrect", message });
export const notAttempted = (message: Localized): Outcome => ({ status: "not-attempted", message });

/** The check needs a variable that cells before the exercise define. */
export const cellsAboveNotRun = (name: string): Outcome => ({
  status: "error",
  message: {
    en: `\`${name}\` is not there: run the cells above first.`,
    "zh-CN": `找不到 \`${name}\`：请先运行上面的单元格。`,
  },
});

/** A mistake that learners make: the answer it leads to, and what to tell them. */
export type KnownMistake = readonly [answer: number, message: Localized];

/** Whether an answer is right but for rounding to three decimals. */
export const isNear = (value: number, expected: number): boolean => Math.abs(value - expected) < 0.002;

/** What to say of a wrong answer, if it is one that we know how to explain. */
export function explainMistake(answer: number, mistakes: readonly KnownMistake[]): Localized | undefined {
  return mistakes.find(([value]) => isNear(answer, value))?.[1];
}
