import { ReactWidget, UseSignal } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { CommandRegistry } from "@lumino/commands";
import type { LessonSummary } from "../../host/api.ts";
import type { OutcomeStatus } from "../../notebooks/exercise.ts";
import type { LessonMetadata } from "../../notebooks/lesson.ts";
import type { Language } from "../../notebooks/localized.ts";
import { cellMetadata } from "../language/show-prose-language.ts";
import type { ILessons } from "../lessons/lessons.ts";
import { OPEN_LESSON } from "../lessons/lessons-plugin.ts";
import { countCorrect } from "../lessons/progress.ts";

interface GuidePanelProps {
  lessons: ILessons;
  notebooks: INotebookTracker;
  commands: CommandRegistry;
  language: Language;
  trans: TranslationBundle;
}

/** Marks that differ in shape as well as in colour. */
const marks: Record<OutcomeStatus, string> = { correct: "●", incorrect: "◐", error: "◐", "not-attempted": "○" };

function lessonOf(panel: NotebookPanel | null): string | undefined {
  return (panel?.model?.getMetadata("ulm") as LessonMetadata | undefined)?.lesson;
}

function goToExercise(panel: NotebookPanel | null, exercise: string): void {
  if (panel === null) return;
  const index = panel.content.widgets.findIndex((cell) => cellMetadata(cell).exercise === exercise);
  if (index < 0) return;
  panel.content.activeCellIndex = index;
  void panel.content.scrollToItem(index, "center");
}

function ExerciseItem({
  lesson,
  exercise,
  index,
  notebooks,
  trans,
}: GuidePanelProps & { lesson: LessonSummary; exercise: string; index: number }) {
  const status = lesson.progress[exercise] ?? "not-attempted";
  return (
    <li>
      <button className="ulm-link" onClick={() => goToExercise(notebooks.currentWidget, exercise)}>
        <span className="ulm-guide-mark" data-status={status} aria-hidden="true">
          {marks[status]}
        </span>
        {trans.__("Exercise %1", index + 1)}
      </button>
    </li>
  );
}

function LessonItem(props: GuidePanelProps & { lesson: LessonSummary; isCurrent: boolean }) {
  const { lesson, isCurrent, commands, language, trans } = props;
  return (
    <li className="ulm-guide-lesson" aria-current={isCurrent}>
      <button className="ulm-link" onClick={() => void commands.execute(OPEN_LESSON, { lesson: lesson.lesson })}>
        {lesson.title[language]}
      </button>
      <span className="ulm-guide-facts">
        {trans.__("%1 min", lesson.minutes)} · {countCorrect(lesson)}/{lesson.exercises.length}
      </span>
      {isCurrent && (
        <ol className="ulm-guide-exercises">
          {lesson.exercises.map((exercise, index) => (
            <ExerciseItem key={exercise} exercise={exercise} index={index} {...props} />
          ))}
        </ol>
      )}
    </li>
  );
}

function GuidePanel(props: GuidePanelProps) {
  const { lessons, notebooks, trans } = props;
  return (
    <nav className="ulm-guide" aria-label={trans.__("Lessons")}>
      <h2>{trans.__("Lessons")}</h2>
      <UseSignal signal={lessons.changed}>
        {() => (
          <UseSignal signal={notebooks.currentChanged}>
            {() => {
              const current = lessonOf(notebooks.currentWidget);
              return (
                <ul>
                  {lessons.all.map((lesson) => (
                    <LessonItem key={lesson.lesson} lesson={lesson} isCurrent={lesson.lesson === current} {...props} />
                  ))}
                </ul>
              );
            }}
          </UseSignal>
        )}
      </UseSignal>
    </nav>
  );
}

export function createGuidePanel(props: GuidePanelProps): ReactWidget {
  return ReactWidget.create(<GuidePanel {...props} />);
}
