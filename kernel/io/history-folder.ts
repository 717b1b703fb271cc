import { appendFile, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { homedir, platform } from "node:os";
import { join } from "node:path";
import { defaultStateDirectory } from "../state-directory.ts";

/** What was executed, by its execution count. */
export interface HistoryEntry {
  line: number;
  input: string;
  output?: string;
}

/** `off` keeps nothing on disk; anything else is the folder to keep it in. */
export const HISTORY_VARIABLE = "ULM_HISTORY";

/** Where this user's history is; undefined when it is not to be kept. Default: with the application's state. */
export function historyFolderOf(environment: NodeJS.ProcessEnv): string | undefined {
  const said = environment[HISTORY_VARIABLE];
  if (said === "off") return undefined;
  const state = environment.ULM_STATE_DIR || defaultStateDirectory(platform(), environment, homedir());
  return said || join(state, "history");
}

/** The oldest sessions beyond this many are forgotten. */
const MAXIMUM_SESSIONS = 500;
/** A longer text is data rather than something to look up again; in characters. */
const MAXIMUM_INPUT = 100_000;
/** A program that runs cells for days must not fill the disk; in characters of one session. */
const MAXIMUM_SESSION = 4_000_000;

/**
 * What was executed in all sessions of a user: a file for each, `<number>.jsonl`, that only its kernel appends to and only
 * the user can read. It holds `[line, input]`, one a line; outputs are not kept. Creating a file that must not exist gives each of
 * several kernels that start at once a number of its own.
 */
export class HistoryFolder {
  readonly #folder: string;
  readonly #maximumSessions: number;

  constructor(folder: string, maximumSessions = MAXIMUM_SESSIONS) {
    this.#folder = folder;
    this.#maximumSessions = maximumSessions;
  }

  /** The numbers of the sessions that are kept, in their order. */
  async sessions(): Promise<number[]> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const numbers = names.flatMap((name) => /^([1-9]\d*)\.jsonl$/.exec(name)?.[1] ?? []).map(Number);
    return numbers.sort((one, other) => one - other);
  }

  /** What is kept of a session; a line that is not whole is passed over. */
  async read(session: number): Promise<HistoryEntry[]> {
    const text = await readFile(this.#fileOf(session), "utf8").catch(() => "");
    return text.split("\n").flatMap((line) => parseEntry(line) ?? []);
  }

  /** Begins a session. @throws when the folder cannot be written */
  async begin(): Promise<HistorySession> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const earlier = await this.sessions();
    const number = await this.#create((earlier.at(-1) ?? 0) + 1);
    const surplus = earlier.slice(0, Math.max(0, earlier.length + 1 - this.#maximumSessions));
    await Promise.all(surplus.map((session) => rm(this.#fileOf(session), { force: true })));
    return new HistorySession(number, this.#fileOf(number));
  }

  /** Takes the first number from `wish` on that nobody has. */
  async #create(wish: number): Promise<number> {
    for (let number = wish; ; number++) {
      try {
        await (await open(this.#fileOf(number), "wx", 0o600)).close();
        return number;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  #fileOf(session: number): string {
    return join(this.#folder, `${session}.jsonl`);
  }
}

/** The session of one kernel. */
export class HistorySession {
  readonly number: number;
  readonly #file: string;
  #size = 0;

  constructor(number: number, file: string) {
    this.number = number;
    this.#file = file;
  }

  async add({ line, input }: HistoryEntry): Promise<void> {
    const text = `${JSON.stringify([line, input])}\n`;
    if (input.length > MAXIMUM_INPUT || this.#size + text.length > MAXIMUM_SESSION) return;
    this.#size += text.length;
    await appendFile(this.#file, text);
  }
}

function parseEntry(text: string): HistoryEntry | undefined {
  try {
    const [line, input] = JSON.parse(text) as [unknown, unknown];
    return typeof line === "number" && typeof input === "string" ? { line, input } : undefined;
  } catch {
    return undefined;
  }
}
