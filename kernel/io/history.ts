import type { Content } from "../wire/message.ts";
import type { HistoryEntry, HistoryFolder, HistorySession } from "./history-folder.ts";

type SessionEntry = HistoryEntry & { session: number };

/** [session, line number, input] or, with outputs, [session, line number, [input, output]]. */
type HistoryTuple = [number, number, string | [string, string | null]];

/** What was executed, as `history_request` asks for it: in this session and, where there is a folder, in earlier ones. */
export class History {
  readonly #entries: HistoryEntry[] = [];
  /** Undefined when nothing is kept, or can be. */
  #folder: HistoryFolder | undefined;
  #session: HistorySession | undefined;
  /** Of the session, once it has entries; without a folder there is no other. */
  #number = 1;
  #written: Promise<void> = Promise.resolve();

  constructor(folder?: HistoryFolder) {
    this.#folder = folder;
  }

  add(line: number, input: string): void {
    const entry = { line, input };
    this.#entries.push(entry);
    this.#written = this.#written.then(() => this.#write(entry));
  }

  setOutput(line: number, output: string): void {
    const entry = this.#entries.findLast((candidate) => candidate.line === line);
    if (entry !== undefined) entry.output = output;
  }

  /** Resolves when everything is on disk. */
  flush(): Promise<void> {
    return this.#written;
  }

  /** The content of a `history_reply`. */
  async answer(request: Content): Promise<Content> {
    await this.#written;
    const entries = await this.#select(request);
    const history = entries.map(({ session, line, input, output }): HistoryTuple => {
      return [session, line, request.output === true ? [input, output ?? null] : input];
    });
    return { status: "ok", history };
  }

  /** A disk that cannot be written is no reason to refuse cells: the session is remembered all the same. */
  async #write(entry: HistoryEntry): Promise<void> {
    if (this.#folder === undefined) return;
    try {
      this.#session ??= await this.#folder.begin();
      this.#number = this.#session.number;
      await this.#session.add(entry);
    } catch {
      this.#folder = undefined;
    }
  }

  #select(request: Content): Promise<SessionEntry[]> {
    const limit = typeof request.n === "number" ? Math.max(0, request.n) : Infinity;
    switch (request.hist_access_type) {
      case "range":
        return this.#range(request);
      case "search":
        return this.#search(request, limit);
      default:
        return this.#last(limit, () => true);
    }
  }

  /** Session 0 is this one, by the protocol; -1 the one before it. */
  async #range({ session = 0, start = 1, stop }: Content): Promise<SessionEntry[]> {
    const wish = Number(session);
    const number = wish < 0 ? (await this.#earlier())[-wish - 1] : wish;
    const end = typeof stop === "number" ? stop : Infinity;
    const entries = number === undefined ? [] : await this.#entriesOf(number);
    return entries.filter(({ line }) => line >= Number(start) && line < end);
  }

  async #search({ pattern = "*", unique = false }: Content, limit: number): Promise<SessionEntry[]> {
    const expression = globExpression(String(pattern));
    const seen = new Set<string>();
    return this.#last(limit, ({ input }) => {
      if (!expression.test(input) || (unique === true && seen.has(input))) return false;
      seen.add(input);
      return true;
    });
  }

  /** The last entries that are wanted, in their order; asked from the last one on. */
  async #last(limit: number, isWanted: (entry: SessionEntry) => boolean): Promise<SessionEntry[]> {
    const found: SessionEntry[] = [];
    for (const session of [0, ...(await this.#earlier())]) {
      if (found.length >= limit) break;
      const wanted = (await this.#entriesOf(session)).toReversed().filter(isWanted);
      found.push(...wanted.slice(0, limit - found.length));
    }
    return found.toReversed();
  }

  /** The numbers of the other sessions, the latest first. Those of kernels that still run are among them. */
  async #earlier(): Promise<number[]> {
    const sessions = (await this.#folder?.sessions()) ?? [];
    return sessions.filter((number) => number !== this.#session?.number).toReversed();
  }

  /** @param session 0 for this one, which has no number before it has entries */
  async #entriesOf(session: number): Promise<SessionEntry[]> {
    const isThis = session === 0 || (session === this.#number && this.#entries.length > 0);
    const entries = isThis ? this.#entries : ((await this.#folder?.read(session)) ?? []);
    return entries.map((entry) => ({ ...entry, session: isThis ? this.#number : session }));
  }
}

/** `*` and `?` stand for any text and any character, as in file names. */
function globExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}
