import type { Texts } from "./texts.ts";

/** A question of the shell, ready for a message box. */
export interface Prompt<Answer extends string> {
  title: string;
  detail: string;
  /** In the order of the buttons; the first is the default. */
  choices: readonly { label: string; answer: Answer }[];
  /** What closing the box means: always the choice that loses nothing. */
  whenDismissed: Answer;
}

export function unsavedWorkPrompt(texts: Texts): Prompt<"stay" | "leave"> {
  return {
    title: texts.unsavedTitle,
    detail: texts.unsavedDetail,
    choices: [
      { label: texts.stay, answer: "stay" },
      { label: texts.leave, answer: "leave" },
    ],
    whenDismissed: "stay",
  };
}

export function hostDiedPrompt(texts: Texts, reason: string): Prompt<"restart" | "quit"> {
  return {
    title: texts.hostDiedTitle,
    detail: `${texts.hostDiedDetail}\n\n(${reason})`,
    choices: [
      { label: texts.restartServer, answer: "restart" },
      { label: texts.quit, answer: "quit" },
    ],
    whenDismissed: "restart",
  };
}

export function hostFailedPrompt(texts: Texts, reason: string): Prompt<"retry" | "quit"> {
  return {
    title: texts.hostFailedTitle,
    detail: reason,
    choices: [
      { label: texts.tryAgain, answer: "retry" },
      { label: texts.quit, answer: "quit" },
    ],
    whenDismissed: "quit",
  };
}

export function pageDiedPrompt(texts: Texts, reason: string): Prompt<"reload" | "quit"> {
  return {
    title: texts.pageDiedTitle,
    detail: `${texts.pageDiedDetail}\n\n(${reason})`,
    choices: [
      { label: texts.reload, answer: "reload" },
      { label: texts.quit, answer: "quit" },
    ],
    whenDismissed: "reload",
  };
}

export function pageHangsPrompt(texts: Texts): Prompt<"wait" | "reload"> {
  return {
    title: texts.pageHangsTitle,
    detail: texts.pageHangsDetail,
    choices: [
      { label: texts.wait, answer: "wait" },
      { label: texts.reload, answer: "reload" },
    ],
    whenDismissed: "wait",
  };
}

export function copyPrompt(texts: Texts, file: string): Prompt<"copy" | "cancel"> {
  return {
    title: texts.copyTitle,
    detail: `${file}\n\n${texts.copyDetail}`,
    choices: [
      { label: texts.openCopy, answer: "copy" },
      { label: texts.cancel, answer: "cancel" },
    ],
    whenDismissed: "cancel",
  };
}
