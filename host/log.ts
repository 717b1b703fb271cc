export type LogLevel = "debug" | "info" | "warn" | "error";

export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * One line of JSON for each event, on stderr. Callers log paths and ids, never a query string, header or body: that is
 * where secrets are.
 */
export function createLog(threshold: LogLevel, write = (line: string) => void process.stderr.write(line)): Log {
  const logger =
    (level: LogLevel) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(threshold)) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }, toPlain)}\n`);
    };
  return { debug: logger("debug"), info: logger("info"), warn: logger("warn"), error: logger("error") };
}

function toPlain(_key: string, value: unknown): unknown {
  return value instanceof Error ? describeError(value) : value;
}

/** An error with the chain of its causes, in one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own} (because of ${describeError(error.cause)})`;
}
