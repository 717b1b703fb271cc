import { currentTaskContext } from "../../compute/index.ts";
import { ParameterError, warn } from "../../data/index.ts";
import type { ParameterRule } from "../../data/index.ts";
import { paramsText } from "../../data/params-text.ts";

/** What a candidate scores in a fold in which it cannot be fitted or scored; "raise": the search stops there. */
export type ErrorScore = number | "raise";

/** What `errorScore` may be. */
export const errorScoreRule: ParameterRule = {
  words: `a finite number, NaN, or "raise"`,
  allows: (value) => value === "raise" || Number.isFinite(value) || Number.isNaN(value),
};

/** So many different reasons are told. */
const mostReasons = 3;

/** Scores of candidates that could not be fitted, or not scored, and why. */
export class FailedScores {
  private readonly type: string;
  private readonly errorScore: ErrorScore;
  private first: { readonly error: unknown } | undefined;
  private count = 0;
  /** By message: the first candidate that it came of, and how often it came. */
  private readonly reasons = new Map<string, { readonly candidate: string; count: number }>();

  /** @param type whose candidates they are */
  constructor(type: string, errorScore: ErrorScore) {
    this.type = type;
    this.errorScore = errorScore;
  }

  /**
   * The scores of a candidate in a fold, or what stands for them.
   * @param instead the scores where there are none
   * @throws what `score` threw where `errorScore` is "raise", the signal's reason when the task was called off
   */
  async score<Scores>(
    params: object,
    score: () => Promise<Scores>,
    instead: (errorScore: number) => Scores,
  ): Promise<Scores> {
    try {
      return await score();
    } catch (error) {
      currentTaskContext().signal?.throwIfAborted();
      if (this.errorScore === "raise") throw error;
      this.first ??= { error };
      this.count++;
      const message = error instanceof Error ? error.message : String(error);
      const known = this.reasons.get(message);
      if (known === undefined) this.reasons.set(message, { candidate: paramsText(params), count: 1 });
      else known.count++;
      return instead(this.errorScore);
    }
  }

  /**
   * Warns of what failed.
   * @param means the mean score of each candidate @param total of how many scores
   * @throws the first error when nothing could be scored, ParameterError when no candidate has a score that could win
   */
  tell(means: readonly number[], total: number): void {
    if (this.first !== undefined && (this.count === total || means.every(Number.isNaN))) throw this.first.error;
    if (means.every(Number.isNaN)) {
      throw new ParameterError(`${this.type}: every candidate scores NaN; choose another scoring, or fewer folds.`);
    }
    if (this.count === 0) return;
    const told = [...this.reasons].slice(0, mostReasons);
    const list = told.map(([message, { candidate, count }]) => `${candidate} (${count}×): ${message}`).join(" · ");
    const more = this.reasons.size - told.length;
    warn(this.type, {
      en:
        `${this.count} of ${total} fits failed. Such a fit scores ${this.errorScore}; a candidate that scores NaN ranks last. ` +
        `${list}${more > 0 ? ` · and ${more} other reasons` : ""}`,
      "zh-CN":
        `${total} 次拟合中有 ${this.count} 次失败，其得分计为 ${this.errorScore}；得分为 NaN 的候选排在最后。` +
        `${list}${more > 0 ? ` · 另有 ${more} 种原因` : ""}`,
    });
  }
}
