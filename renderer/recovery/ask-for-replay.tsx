import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { ReactNode } from "react";

/** What has become of a kernel, and what can be done about it. */
export interface RecoveryQuestion {
  title: string;
  /** Sentences, one a line. */
  explanation: readonly string[];
  /** Text of the cell that was running. */
  code?: string | undefined;
  /** How many cells would bring the variables back. */
  count: number;
  /** Whether the kernel has yet to be restarted, and how to say no to that. */
  restart?: { decline: string };
}

export type RecoveryAnswer = "nothing" | "restart" | "replay";

/** Tells what has become of a kernel, and asks whether the cells that had been run should run again. */
export async function askForReplay(question: RecoveryQuestion, trans: TranslationBundle): Promise<RecoveryAnswer> {
  const { title, explanation, code, count, restart } = question;
  const canReplay = count > 0;
  const answers = new Map<Dialog.IButton, RecoveryAnswer>();
  const offer = (button: Dialog.IButton, answer: RecoveryAnswer) => answers.set(button, answer);
  if (restart !== undefined || canReplay) {
    offer(Dialog.cancelButton({ label: restart?.decline ?? trans.__("Not now") }), "nothing");
  }
  if (restart !== undefined) offer(Dialog.warnButton({ label: trans.__("Restart") }), "restart");
  if (canReplay) {
    const label =
      restart === undefined
        ? trans.__("Run cells again (%1)", count)
        : trans.__("Restart and run cells again (%1)", count);
    offer(Dialog.okButton({ label }), "replay");
  }
  if (answers.size === 0) offer(Dialog.okButton(), "nothing");
  const body = (
    <div className="ulm-recovery">
      {explanation.map((sentence) => (
        <p key={sentence}>{withCode(sentence)}</p>
      ))}
      {code === undefined ? null : (
        <>
          <p>{trans.__("This cell was running:")}</p>
          <pre>{code}</pre>
        </>
      )}
      {canReplay ? <p>{trans.__("The cells that had been run before can be run again, in the same order.")}</p> : null}
    </div>
  );
  const buttons = [...answers.keys()];
  // What Enter does takes nothing away: a kernel that is still there stays.
  const defaultButton = restart === undefined ? buttons.length - 1 : 0;
  const { button } = await showDialog({ title, body, buttons, defaultButton });
  return [...answers].find(([offered]) => offered.label === button.label)?.[1] ?? "nothing";
}

/** A sentence whose settings of the environment (`NAME=value`) are written as code, which no line break splits. */
function withCode(sentence: string): ReactNode[] {
  return sentence
    .split(/(\b[A-Z_]+=[-\w=]+)/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
