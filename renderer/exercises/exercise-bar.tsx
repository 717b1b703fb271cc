import { ReactWidget } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import { useState } from "react";
import type { ExerciseReply, Outcome } from "../../notebooks/exercise.ts";
import type { Language } from "../../notebooks/localized.ts";

/** What the bar can ask for; each may fail with a message worth showing. */
export interface ExerciseActions {
  /** Runs the cell, then checks what it left behind. */
  check(): Promise<Outcome>;
  hint(index: number): Promise<Extract<ExerciseReply, { kind: "hint" }>>;
  solution(): Promise<string>;
}

interface ExerciseBarProps {
  actions: ExerciseActions;
  language: Language;
  trans: TranslationBundle;
}

interface BarState {
  outcome: Outcome | null;
  hints: string[];
  hintCount: number | null;
  solution: string | null;
  failure: string | null;
  isBusy: boolean;
}

const untouched: BarState = { outcome: null, hints: [], hintCount: null, solution: null, failure: null, isBusy: false };

function outcomeLabel(outcome: Outcome, trans: TranslationBundle): string {
  switch (outcome.status) {
    case "correct":
      return trans.__("Correct");
    case "incorrect":
      return trans.__("Not yet");
    case "not-attempted":
      return trans.__("Not attempted");
    case "error":
      return trans.__("Error");
  }
}

/** A text in which `backticks` mark code. */
function TextWithCode({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

function ExerciseBar({ actions, language, trans }: ExerciseBarProps) {
  const [state, setState] = useState(untouched);
  const attempt = async (action: () => Promise<Partial<BarState>>): Promise<void> => {
    setState((now) => ({ ...now, isBusy: true, failure: null }));
    const change = await action().catch((error: unknown) => ({
      failure: error instanceof Error ? error.message : String(error),
    }));
    setState((now) => ({ ...now, ...change, isBusy: false }));
  };
  const check = () => attempt(async () => ({ outcome: await actions.check() }));
  const nextHint = () =>
    attempt(async () => {
      const { hint, count } = await actions.hint(state.hints.length);
      return { hints: [...state.hints, hint[language]], hintCount: count };
    });
  const solution = () => attempt(async () => ({ solution: await actions.solution() }));
  const noMoreHints = state.hintCount !== null && state.hints.length >= state.hintCount;
  return (
    <div className="ulm-exercise" data-status={state.outcome?.status ?? "untouched"} aria-busy={state.isBusy}>
      <div className="ulm-exercise-actions">
        <button className="ulm-button ulm-mod-primary" disabled={state.isBusy} onClick={() => void check()}>
          {trans.__("Check")}
        </button>
        <button className="ulm-button" disabled={state.isBusy || noMoreHints} onClick={() => void nextHint()}>
          {state.hintCount === null
            ? trans.__("Hint")
            : trans.__("Hint (%1 of %2)", state.hints.length, state.hintCount)}
        </button>
        <button
          className="ulm-button"
          disabled={state.isBusy || state.solution !== null}
          onClick={() => void solution()}
        >
          {trans.__("Solution")}
        </button>
      </div>
      <div role="status" aria-live="polite">
        {state.outcome && (
          <p className="ulm-exercise-outcome">
            <strong>{outcomeLabel(state.outcome, trans)}</strong>{" "}
            <TextWithCode text={state.outcome.message[language]} />
          </p>
        )}
        {state.failure && <p className="ulm-exercise-outcome">{state.failure}</p>}
      </div>
      {state.hints.length > 0 && (
        <ol className="ulm-exercise-hints">
          {state.hints.map((hint, index) => (
            <li key={index}>
              <TextWithCode text={hint} />
            </li>
          ))}
        </ol>
      )}
      {state.solution !== null && <pre className="ulm-exercise-solution">{state.solution}</pre>}
    </div>
  );
}

/** The bar below an exercise's cell: check, hints one after the other, solution. */
export function createExerciseBar(props: ExerciseBarProps): ReactWidget {
  const bar = ReactWidget.create(<ExerciseBar {...props} />);
  bar.addClass("ulm-exercise-bar");
  return bar;
}
