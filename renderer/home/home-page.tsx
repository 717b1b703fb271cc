import { ReactWidget, UseSignal } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { CommandRegistry } from "@lumino/commands";
import type { LessonSummary, RecentFile } from "../../host/api.ts";
import type { Language } from "../../notebooks/localized.ts";
import { SWITCH_LANGUAGE } from "../language/language-plugin.ts";
import { languageNames, otherLanguage } from "../language/language.ts";
import type { ILessons } from "../lessons/lessons.ts";
import { NEW_NOTEBOOK, OPEN_LESSON } from "../lessons/lessons-plugin.ts";
import { countCorrect } from "../lessons/progress.ts";
import { markIcon } from "../shell/logo-plugin.ts";

interface HomePageProps {
  lessons: ILessons;
  commands: CommandRegistry;
  language: Language;
  trans: TranslationBundle;
}

function LessonCard({ lesson, commands, language, trans }: HomePageProps & { lesson: LessonSummary }) {
  const correct = countCorrect(lesson);
  return (
    <button className="ulm-card" onClick={() => void commands.execute(OPEN_LESSON, { lesson: lesson.lesson })}>
      <span className="ulm-card-title">{lesson.title[language]}</span>
      <span className="ulm-card-summary">{lesson.summary[language]}</span>
      <span className="ulm-card-facts">
        {trans.__("%1 min", lesson.minutes)} · {levelName(lesson.level, trans)} ·{" "}
        {trans.__("exercises %1/%2", correct, lesson.exercises.length)}
      </span>
    </button>
  );
}

function levelName(level: LessonSummary["level"], trans: TranslationBundle): string {
  const names = {
    beginner: trans.__("beginner"),
    intermediate: trans.__("intermediate"),
    advanced: trans.__("advanced"),
  };
  return names[level];
}

function RecentItem({ file, commands }: { file: RecentFile; commands: CommandRegistry }) {
  const folder = PathExt.dirname(file.path);
  return (
    <li>
      <button className="ulm-link" onClick={() => void commands.execute("docmanager:open", { path: file.path })}>
        {PathExt.basename(file.path)}
      </button>
      {folder && <span className="ulm-recent-folder">{folder}</span>}
    </li>
  );
}

function HomePage(props: HomePageProps) {
  const { lessons, commands, language, trans } = props;
  return (
    <main className="ulm-home">
      <header className="ulm-home-header">
        <markIcon.react tag="span" width="44px" height="44px" />
        <div>
          <h1>ULM Notebook</h1>
          <p>{trans.__("User-lifecycle management in TypeScript: learn the models, run them on your own data.")}</p>
        </div>
      </header>
      <div className="ulm-home-actions">
        <button className="ulm-button ulm-mod-primary" onClick={() => void commands.execute(NEW_NOTEBOOK)}>
          {trans.__("New Notebook")}
        </button>
        <button
          className="ulm-button"
          lang={otherLanguage(language)}
          onClick={() => void commands.execute(SWITCH_LANGUAGE)}
        >
          {languageNames[otherLanguage(language)]}
        </button>
      </div>
      <UseSignal signal={lessons.changed}>
        {() => (
          <>
            <section aria-labelledby="ulm-home-lessons">
              <h2 id="ulm-home-lessons">{trans.__("Lessons")}</h2>
              <div className="ulm-cards">
                {lessons.all.map((lesson) => (
                  <LessonCard key={lesson.lesson} lesson={lesson} {...props} />
                ))}
              </div>
            </section>
            {lessons.recentFiles.length > 0 && (
              <section aria-labelledby="ulm-home-recent">
                <h2 id="ulm-home-recent">{trans.__("Recent")}</h2>
                <ul className="ulm-recent">
                  {lessons.recentFiles.map((file) => (
                    <RecentItem key={file.path} file={file} commands={commands} />
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </UseSignal>
    </main>
  );
}

export function createHomePage(props: HomePageProps): ReactWidget {
  return ReactWidget.create(<HomePage {...props} />);
}
