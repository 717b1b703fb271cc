import { DateFormat } from "../read/date-format.ts";

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
  const time = times.parse(clock!);
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
