import type { Content } from "../wire/message.ts";

interface Entry {
  line: number;
  input: string;
  output?: string;
}

/** [session, line number, input] or, with outputs, [session, line number, [input, output]]. */
type HistoryTuple = [number, number, string | [string, string | null]];

/** There is one session: history lives as long as its kernel. */
const SESSION = 1;

/** What was executed, as `history_request` asks for it. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input });
  }

  setOutput(line: number, output: string): void {
    const entry = this.#entries.findLast((candidate) => candidate.line === line);
    if (entry !== undefined) entry.output = output;
  }

  /** The content of a `history_reply`. */
  answer(request: Content): Content {
    const entries = this.#select(request);
    const history = entries.map(({ line, input, output }): HistoryTuple => {
      return [SESSION, line, request.output === true ? [input, output ?? null] : input];
    });
    return { status: "ok", history };
  }

  #select(request: Content): Entry[] {
    const limit = typeof request.n === "number" ? Math.max(0, request.n) : Infinity;
    switch (request.hist_access_type) {
      case "range":
        return this.#range(request);
      case "search":
        return lastOf(this.#search(request), limit);
      default:
        return lastOf(this.#entries, limit);
    }
  }

  #range({ session = 0, start = 1, stop }: Content): Entry[] {
    // Session 0 is the current one, by the protocol; earlier ones are not kept.
    if (session !== 0 && session !== SESSION) return [];
    const end = typeof stop === "number" ? stop : Infinity;
    return this.#entries.filter(({ line }) => line >= Number(start) && line < end);
  }

  #search({ pattern = "*", unique = false }: Content): Entry[] {
    const expression = globExpression(String(pattern));
    const found = this.#entries.filter(({ input }) => expression.test(input));
    if (unique !== true) return found;
    return found.filter((entry, index) => found.findLastIndex(({ input }) => input === entry.input) === index);
  }
}

function lastOf<T>(items: readonly T[], count: number): T[] {
  return items.slice(Math.max(0, items.length - count));
}

/** `*` and `?` stand for any text and any character, as in file names. */
function globExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}
