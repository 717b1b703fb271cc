import { clipLine, clipText } from "../clip.ts";
import { inspectText } from "./display/inspect-text.ts";
import type { ErrorReport } from "./protocol.ts";
import { frameText, type Frame, type StackFrames } from "./stack-frames.ts";
import { tidyMessage } from "./tidy-message.ts";

/** How many causes of causes are shown. */
const MAX_CAUSES = 5;

/** Turns errors into tracebacks: message, the lines of the cell around the place, the stack, the causes. */
export class Tracebacks {
  readonly #stacks: StackFrames;

  constructor(stacks: StackFrames) {
    this.#stacks = stacks;
  }

  report(error: unknown): ErrorReport {
    if (!isError(error)) {
      const text = inspectText(error);
      return { ename: "Thrown value", evalue: text, traceback: [`${red("Thrown value")}: ${text}`] };
    }
    return { ename: nameOf(error), evalue: messageOf(error), traceback: this.#lines(error, MAX_CAUSES) };
  }

  #lines(error: Error, causes: number): string[] {
    const frames = this.#stacks.of(error);
    const first = frames.find((frame) => frame.cell !== undefined);
    const lines = [`${red(nameOf(error))}: ${messageOf(error)}`];
    if (first?.cell !== undefined) lines.push(...codeFrame(first.cell));
    lines.push(...frames.map((frame) => frameText({ ...frame, place: dim(frame.place) })));
    if (causes === 0) return lines;
    const nested = error instanceof AggregateError ? (error.errors as unknown[]).slice(0, MAX_CAUSES) : [];
    if (error.cause !== undefined) nested.unshift(error.cause);
    for (const cause of nested) {
      const shown = isError(cause) ? this.#lines(cause, causes - 1) : [inspectText(cause)];
      lines.push(`Caused by ${shown[0]}`, ...shown.slice(1));
    }
    return lines;
  }
}

function codeFrame({ source, line, column }: NonNullable<Frame["cell"]>): string[] {
  const from = Math.max(1, line - 2);
  const to = Math.min(source.lines.length, line + 2);
  const width = String(to).length;
  const frame = [`${source.label}, line ${line}:`];
  for (let at = from; at <= to; at++) {
    const number = String(at).padStart(width);
    const shown = clipLine(source.lines[at - 1], column);
    frame.push(`${at === line ? red(">") : " "} ${dim(`${number} |`)} ${shown.text}`);
    if (at === line) frame.push(`  ${" ".repeat(width)} ${dim("|")} ${" ".repeat(shown.column - 1)}${red("^")}`);
  }
  return frame;
}

/** Also true for errors of other realms (a `vm` context, a worker). */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function nameOf(error: Error): string {
  const own = typeof error.name === "string" && error.name !== "" ? error.name : "Error";
  // `class MyError extends Error {}` leaves `name` as it was: its constructor says more.
  const constructed: unknown = error.constructor?.name;
  return own === "Error" && typeof constructed === "string" && constructed !== "" ? constructed : own;
}

function messageOf(error: Error): string {
  return typeof error.message === "string" ? clipText(tidyMessage(error.message)) : inspectText(error.message);
}

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
