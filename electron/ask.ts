import { type BrowserWindow, dialog, type MessageBoxOptions } from "electron";
import type { Prompt } from "./prompts.ts";

function toMessageBox(prompt: Prompt<string>): MessageBoxOptions {
  return {
    type: "warning",
    message: prompt.title,
    detail: prompt.detail,
    buttons: prompt.choices.map((choice) => choice.label),
    defaultId: 0,
    cancelId: prompt.choices.findIndex((choice) => choice.answer === prompt.whenDismissed),
    noLink: true,
  };
}

export async function ask<Answer extends string>(
  window: BrowserWindow | null,
  prompt: Prompt<Answer>,
): Promise<Answer> {
  const box = toMessageBox(prompt);
  const { response } = await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box));
  return prompt.choices[response].answer;
}

/** For events that need their answer before they return. */
export function askNow<Answer extends string>(window: BrowserWindow, prompt: Prompt<Answer>): Answer {
  return prompt.choices[dialog.showMessageBoxSync(window, toMessageBox(prompt))].answer;
}
