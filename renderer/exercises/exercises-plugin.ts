import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { Cell } from "@jupyterlab/cells";
import { INotebookTracker, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import { ITranslator } from "@jupyterlab/translation";
import type { PanelLayout } from "@lumino/widgets";
import type { ExerciseReply } from "../../notebooks/exercise.ts";
import type { LessonMetadata } from "../../notebooks/lesson.ts";
import { currentLanguage } from "../language/language.ts";
import { cellMetadata } from "../language/show-prose-language.ts";
import { ILessons } from "../lessons/lessons.ts";
import { createExerciseBar, type ExerciseActions } from "./exercise-bar.tsx";
import { ExerciseSession } from "./exercise-session.ts";

/** Puts a bar with check, hints and solution below each exercise's cell. */
export const exercisesPlugin: JupyterFrontEndPlugin<void> = {
  id: "ulm-notebook:exercises",
  description: "Lets learners check exercises and ask for hints.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator, ILessons],
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator, lessons: ILessons) => {
    const trans = translator.load("ulm-notebook");
    const language = currentLanguage(translator);
    notebooks.widgetAdded.connect(async (_tracker, panel) => {
      await panel.context.ready;
      const metadata = panel.model?.getMetadata("ulm") as LessonMetadata | undefined;
      if (metadata?.lesson === undefined) return;
      const session = new ExerciseSession(panel.sessionContext, metadata.lesson);
      const withBar = new WeakSet<Cell>();
      const addBars = (): void => {
        for (const cell of panel.content.widgets) {
          const { exercise } = cellMetadata(cell);
          if (exercise === undefined || withBar.has(cell)) continue;
          withBar.add(cell);
          const actions = toActions(panel, cell, session, exercise, (status) =>
            lessons.recordOutcome(metadata.lesson, exercise, status),
          );
          const bar = createExerciseBar({ actions, language, trans });
          // A cell far below builds its parts later; the bar comes after them.
          void cell.ready.then(() => (cell.layout as PanelLayout).addWidget(bar));
        }
      };
      addBars();
      panel.content.model?.cells.changed.connect(() => queueMicrotask(addBars));
    });
  },
};

function toActions(
  panel: NotebookPanel,
  cell: Cell,
  session: ExerciseSession,
  exercise: string,
  record: (status: Extract<ExerciseReply, { kind: "outcome" }>["outcome"]["status"]) => void,
): ExerciseActions {
  return {
    async check() {
      await NotebookActions.runCells(panel.content, [cell], panel.sessionContext);
      const { outcome } = expectReply(await session.request({ kind: "check", exercise }), "outcome");
      record(outcome.status);
      return outcome;
    },
    async hint(index) {
      return expectReply(await session.request({ kind: "hint", exercise, index }), "hint");
    },
    async solution() {
      return expectReply(await session.request({ kind: "solution", exercise }), "solution").solution;
    },
  };
}

function expectReply<Kind extends ExerciseReply["kind"]>(
  reply: ExerciseReply,
  kind: Kind,
): Extract<ExerciseReply, { kind: Kind }> {
  if (reply.kind === "refused")
    throw new Error(reply.message[document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en"]);
  if (reply.kind !== kind) throw new Error(`The kernel answered with "${reply.kind}" instead of "${kind}".`);
  return reply as Extract<ExerciseReply, { kind: Kind }>;
}
