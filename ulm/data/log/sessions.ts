import type { ColumnType } from "../cell-value.ts";
import { Column } from "../column.ts";
import { ParameterError } from "../estimator.ts";
import { Table } from "../table.ts";

/** How visits are told from each other. */
export interface SessionOptions {
  /**
   * The columns that together tell visitors apart. Default: those of an access log; who logged in is told by `user`, others by
   * `address` and `agent`. People behind one address with equal browsers count as one visitor.
   */
  visitor?: string | readonly string[];
  /** The column of the time. Default "time" */
  time?: string;
  /** A visitor who returns after a longer pause begins a new session. In minutes. Default 30, as web analytics has it */
  inactivityMinutes?: number;
}

/** Requests that fetch parts of a page. */
const asset = /\.(?:css|js|mjs|map|json|xml|txt|ico|png|jpe?g|gif|svg|webp|avif|woff2?|ttf|eot|mp4|webm|mp3|pdf|zip)$/i;

/**
 * The requests (or any events) in the order of time, with two columns more: `visitor` and `session`, numbered from 1 in the order
 * of their first request. Rows without a time are left out.
 * @throws TableError for a column that is not there, ParameterError
 */
export function addSessions(requests: Table, options: SessionOptions = {}): Table {
  const { time = "time", inactivityMinutes = 30 } = options;
  if (!(inactivityMinutes > 0)) {
    throw new ParameterError(`addSessions: inactivityMinutes is ${inactivityMinutes}; it must be more than 0.`);
  }
  const times = requests.column(time);
  if (times.type !== "date")
    throw new ParameterError(`addSessions: column "${time}" holds ${times.type} values, not dates.`);
  const instants = times.toNumbers();
  const rows = Array.from({ length: requests.rowCount }, (_, row) => row).filter((row) => !Number.isNaN(instants[row]));
  rows.sort((a, b) => instants[a]! - instants[b]! || a - b);
  const visitorOf = visitorKeys(requests, options.visitor);
  const known = new Map<string, { readonly visitor: number; session: number; last: number }>();
  const visitors = new Float64Array(rows.length);
  const sessions = new Float64Array(rows.length);
  let count = 0;
  rows.forEach((row, index) => {
    const [key, now] = [visitorOf(row), instants[row]!];
    let visit = known.get(key);
    if (visit === undefined) {
      visit = { visitor: known.size + 1, session: ++count, last: now };
      known.set(key, visit);
    } else if (now - visit.last > inactivityMinutes * 60_000) visit.session = ++count;
    visit.last = now;
    visitors[index] = visit.visitor;
    sessions[index] = visit.session;
  });
  return requests
    .take(rows)
    .withColumn("visitor", new Column("visitor", "number", visitors))
    .withColumn("session", new Column("session", "number", sessions));
}

/**
 * One row for each session of an access log: `session`, `visitor`, `user`, `start`, `end`, `seconds`, `requests`, `pages` (fetched
 * with success, without pictures, styles and scripts), `entry` and `exit` (the first and last page), `referrer`, `errors` (status 400 and above), `bytes`,
 * `agent` and `bot` (the agent says so, or the session asked for robots.txt).
 * @throws TableError for a column that is not there, ParameterError
 */
export function sessions(requests: Table, options: SessionOptions = {}): Table {
  const table = addSessions(requests, options);
  const { time = "time" } = options;
  const found: Session[] = [];
  const column = (name: string) => table.column(name);
  const [numbers, visitors] = [column("session").toNumbers(), column("visitor").toNumbers()];
  const [times, status, bytes] = [column(time).toNumbers(), column("status").toNumbers(), column("bytes").toNumbers()];
  const [user, method, path] = [column("user"), column("method"), column("path")];
  const [referrer, agent, bot] = [column("referrer"), column("agent"), column("bot")];
  for (let row = 0; row < table.rowCount; row++) {
    const session = (found[numbers[row]! - 1] ??= new Session(
      visitors[row]!,
      times[row]!,
      referrer.get(row),
      agent.get(row),
    ));
    session.end = times[row]!;
    session.user ??= user.get(row);
    session.requests++;
    session.bytes += bytes[row]! || 0;
    if (status[row]! >= 400) session.errors++;
    const page = path.get(row);
    session.bot ||= bot.get(row) === true || page === "/robots.txt";
    if (page !== null && method.get(row) === "GET" && status[row]! < 400 && !asset.test(String(page))) {
      session.pages++;
      session.entry ??= page;
      session.exit = page;
    }
  }
  return sessionTable(found, column(time).zone);
}

class Session {
  end: number;
  user: unknown = null;
  requests = 0;
  pages = 0;
  entry: unknown = null;
  exit: unknown = null;
  errors = 0;
  bytes = 0;
  bot = false;
  readonly visitor: number;
  readonly start: number;
  readonly referrer: unknown;
  readonly agent: unknown;

  constructor(visitor: number, start: number, referrer: unknown, agent: unknown) {
    this.visitor = visitor;
    this.start = start;
    this.end = start;
    this.referrer = referrer;
    this.agent = agent;
  }
}

/** @param zone of the times */
function sessionTable(found: readonly Session[], zone: string | undefined): Table {
  const column = (name: string, type: ColumnType, value: (session: Session, index: number) => unknown) =>
    Column.from(name, found.map(value), type, zone);
  return new Table([
    column("session", "number", (_, index) => index + 1),
    column("visitor", "number", ({ visitor }) => visitor),
    column("user", "text", ({ user }) => user),
    column("start", "date", ({ start }) => new Date(start)),
    column("end", "date", ({ end }) => new Date(end)),
    column("seconds", "number", ({ start, end }) => (end - start) / 1000),
    column("requests", "number", ({ requests }) => requests),
    column("pages", "number", ({ pages }) => pages),
    column("entry", "text", ({ entry }) => entry),
    column("exit", "text", ({ exit }) => exit),
    column("referrer", "text", ({ referrer }) => referrer),
    column("errors", "number", ({ errors }) => errors),
    column("bytes", "number", ({ bytes }) => bytes),
    column("agent", "text", ({ agent }) => agent),
    column("bot", "boolean", ({ bot }) => bot),
  ]);
}

/** What tells the visitor of a row. */
function visitorKeys(requests: Table, asked: SessionOptions["visitor"]): (row: number) => string {
  const keyOf = (names: readonly string[]) => {
    const columns = names.map((name) => requests.column(name));
    return (row: number) => JSON.stringify(columns.map((column) => column.get(row)));
  };
  if (asked !== undefined) return keyOf([asked].flat());
  const [user, machine] = [requests.column("user"), keyOf(["address", "agent"])];
  return (row) => (user.get(row) === null ? machine(row) : `user ${user.get(row)}`);
}
