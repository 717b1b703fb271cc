import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KernelClient } from "../../host/kernels/kernel-client.ts";
import { EXERCISE_COMM_TARGET, type ExerciseReply, type Outcome } from "../../notebooks/exercise.ts";
import { notebooksFolder, sourceOf, type LessonFile } from "../notebooks/lesson-files.ts";

/** A learner at work: one kernel, the lesson's cells, and answers in its exercises. */
export class LessonSession {
  readonly #lesson: LessonFile;
  readonly #kernel: KernelClient;
  readonly #folder: string;

  private constructor(lesson: LessonFile, kernel: KernelClient, folder: string) {
    this.#lesson = lesson;
    this.#kernel = kernel;
    this.#folder = folder;
  }

  static async start(lesson: LessonFile): Promise<LessonSession> {
    const folder = await mkdtemp(join(tmpdir(), "ulm-lesson-"));
    const kernel = await KernelClient.start({ cwd: notebooksFolder, runtimeDirectory: folder });
    return new LessonSession(lesson, kernel, folder);
  }

  /** Runs every cell as it is shipped. */
  async runAll(): Promise<void> {
    for (const cell of this.#lesson.notebook.cells) {
      if (cell.cell_type === "code") await this.run(sourceOf(cell), cell.id);
    }
  }

  /** Runs an answer in an exercise's cell. */
  async answer(exercise: string, code: string): Promise<void> {
    const cell = this.#lesson.notebook.cells.find(({ metadata }) => metadata.ulm?.exercise === exercise);
    if (cell === undefined) throw new Error(`no cell of ${this.#lesson.stem} has the exercise ${exercise}`);
    await this.run(code, cell.id);
  }

  async check(exercise: string): Promise<Outcome> {
    const reply = await new Promise<ExerciseReply>((resolve) => {
      const data = { lesson: this.#lesson.stem };
      const comm = this.#kernel.openComm(EXERCISE_COMM_TARGET, data, (reply) => {
        comm.close();
        resolve(reply as ExerciseReply);
      });
      comm.send({ kind: "check", exercise });
    });
    if (reply.kind !== "outcome") throw new Error(`the kernel answered ${JSON.stringify(reply)}`);
    return reply.outcome;
  }

  async end(): Promise<void> {
    await this.#kernel.shutdown();
    await rm(this.#folder, { recursive: true, force: true });
  }

  private async run(code: string, cellId: string): Promise<void> {
    const reply = await this.#kernel.execute(code, { cellId });
    if (reply.status !== "ok") throw new Error(`cell ${cellId}: ${reply.ename}: ${reply.evalue}`);
  }
}
