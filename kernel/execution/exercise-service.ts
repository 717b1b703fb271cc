import { existsSync } from "node:fs";
import type { Exercise, ExerciseReply, ExerciseRequest, Exercises, Outcome, Scope } from "../../notebooks/exercise.ts";
import type { Localized } from "../../notebooks/localized.ts";

/** Where compiled exercises lie: beside the compiled kernel. */
const EXERCISES = new URL("../../notebooks/", import.meta.url);

const LESSON_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The lesson that a client names does not exist, or is not a name at all. */
class UnknownLessonError extends Error {
  override name = "UnknownLessonError";
}

/** Answers the exercise protocol of `notebooks/exercise.ts` for one lesson. */
export class ExerciseService {
  readonly #exercises: Exercises;
  readonly #scope: Scope;

  constructor(exercises: Exercises, scope: Scope) {
    this.#exercises = exercises;
    this.#scope = scope;
  }

  /** @throws UnknownLessonError when `lesson` has no exercises */
  static async load(lesson: unknown, scope: Scope): Promise<ExerciseService> {
    if (typeof lesson !== "string" || !LESSON_ID.test(lesson)) {
      throw new UnknownLessonError(`not a lesson's name: ${JSON.stringify(lesson)}`);
    }
    const file = new URL(`${lesson}.exercises.js`, EXERCISES);
    if (!existsSync(file)) throw new UnknownLessonError(`the lesson "${lesson}" has no exercises`);
    const { default: exercises } = (await import(file.href)) as { default: Exercises };
    return new ExerciseService(exercises, scope);
  }

  async answer(request: ExerciseRequest): Promise<ExerciseReply> {
    if (request.kind === "list") return this.#list();
    const exercise = this.#exercises.find(({ id }) => id === request.exercise);
    if (exercise === undefined)
      return refuse(`There is no exercise "${request.exercise}" here.`, `这里没有练习“${request.exercise}”。`);
    switch (request.kind) {
      case "check":
        return { kind: "outcome", exercise: exercise.id, outcome: await this.#check(exercise) };
      case "hint":
        return hint(exercise, request.index);
      case "solution":
        return { kind: "solution", exercise: exercise.id, solution: exercise.solution };
      default:
        return refuse("This request is not known.", "无法识别此请求。");
    }
  }

  #list(): ExerciseReply {
    const exercises = this.#exercises.map(({ id, title, hints }) => ({ id, title, hintCount: hints.length }));
    return { kind: "list", exercises };
  }

  /** A check that throws met values that it did not foresee: that is for the learner to know, not to crash on. */
  async #check(exercise: Exercise): Promise<Outcome> {
    try {
      return await exercise.check(this.#scope);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        status: "error",
        message: {
          en: `The check could not be finished: ${reason}. Look at the values that your cell defines.`,
          "zh-CN": `检查未能完成：${reason}。请看看你的单元格定义的值。`,
        },
      };
    }
  }
}

function hint(exercise: Exercise, index: number): ExerciseReply {
  const count = exercise.hints.length;
  const text = Number.isInteger(index) ? exercise.hints[index] : undefined;
  if (text === undefined) return refuse("There is no further hint.", "没有更多提示了。", exercise.id);
  return { kind: "hint", exercise: exercise.id, index, count, hint: text };
}

function refuse(en: string, chinese: string, exercise?: string): ExerciseReply {
  const message: Localized = { en, "zh-CN": chinese };
  return exercise === undefined ? { kind: "refused", message } : { kind: "refused", exercise, message };
}

/** What the client is told when a lesson's exercises cannot be loaded. */
export function refuseLesson(error: unknown): ExerciseReply {
  const reason = error instanceof Error ? error.message : String(error);
  return refuse(`The exercises cannot be opened: ${reason}.`, `无法打开练习：${reason}。`);
}
