import { daysFromCivil, oneDay } from "../read/civil-time.ts";
import { DateFormat } from "../read/date-format.ts";
import { parseOffset, twoDigits } from "../read/time-of-day.ts";

/** One request as a web server wrote it down; `undefined` where the server wrote a dash or the request made no sense. */
export interface LogLine {
  readonly address: string;
  readonly user: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly method: string | undefined;
  /** Without the query. */
  readonly path: string | undefined;
  /** Behind the question mark. */
  readonly query: string | undefined;
  readonly status: number | undefined;
  readonly bytes: number | undefined;
  readonly referrer: string | undefined;
  readonly agent: string | undefined;
}

const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;
/** Common and Combined format (Apache, mod_log_config), perhaps with a virtual host before and more fields behind. */
const logLine = new RegExp(
  String.raw`^(?:\S+:\d+ )?(\S+) \S+ (\S+|"[^"]*") \[([^\]]{1,40})\] ${quoted} (\d{3}|-) (\d+|-)(?: ${quoted} ${quoted})?(?: .*)?$`,
);
const request = /^([A-Z]{3,20}) (\S+)(?: HTTP\/[\d.]+)?$/;
const times = new DateFormat("DD/MMM/YYYY:HH:mm:ss Z");

/** What a line of an access log says; `undefined` when it is in neither format. */
export function parseLogLine(text: string): LogLine | undefined {
  const match = logLine.exec(text.trimEnd());
  if (match === null) return undefined;
  const [, address, user, clock, asked, status, bytes, referrer, agent] = match;
  const time = parseClock(clock!);
  if (Number.isNaN(time)) return undefined;
  const [, method, target] = request.exec(unescapeLog(asked!)) ?? [];
  const mark = target?.indexOf("?") ?? -1;
  return {
    address: address!,
    user: present(user?.replace(/^"|"$/g, "")),
    time,
    method,
    path: mark < 0 ? target : target!.slice(0, mark),
    query: mark < 0 ? undefined : target!.slice(mark + 1),
    status: status === "-" ? undefined : Number(status),
    bytes: bytes === "-" ? undefined : Number(bytes),
    referrer: present(referrer),
    agent: present(agent),
  };
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** The second that was read last: the lines of a log follow each other. */
const last = { clock: "", time: NaN };

/** `03/Apr/2025:10:00:00 +0800`, the form that servers write, without going step by step. */
function parseClock(clock: string): number {
  if (clock === last.clock) return last.time;
  const month = clock.length === 26 ? months.indexOf(clock.slice(3, 6)) + 1 : 0;
  const isCommon = month > 0 && clock[2] === "/" && clock[11] === ":" && clock[20] === " ";
  const offset = clock.slice(21);
  const time = isCommon && /^[+-]\d{4}$/.test(offset) ? commonTime(clock, month) - parseOffset(offset) : NaN;
  last.clock = clock;
  return (last.time = Number.isNaN(time) ? times.parse(clock) : time);
}

function commonTime(clock: string, month: number): number {
  const year = twoDigits(clock, 7) * 100 + twoDigits(clock, 9);
  const [hour, minute, second] = [twoDigits(clock, 12), twoDigits(clock, 15), twoDigits(clock, 18)];
  if (clock[6] !== "/" || clock[14] !== ":" || clock[17] !== ":" || hour > 23 || minute > 59 || second > 59) return NaN;
  return daysFromCivil(year, month, twoDigits(clock, 0)) * oneDay + ((hour * 60 + minute) * 60 + second) * 1000;
}

function present(text: string | undefined): string | undefined {
  return text === undefined || text === "-" || text === "" ? undefined : unescapeLog(text);
}

/** Servers escape quotes, backslashes and the bytes that do not print: `\"`, `\\`, `\xE5\x8C\x97`. */
function unescapeLog(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/(?:\\x[\da-fA-F]{2})+|\\(.)/g, (escaped, character: string | undefined) => {
    if (character !== undefined) return character;
    const bytes = escaped.match(/[\da-fA-F]{2}/g)!.map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(Uint8Array.from(bytes));
  });
}
