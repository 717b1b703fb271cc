/** Why a process ended, from its exit status and the last it wrote on stderr. */
export function explainExit(code: number | null, signal: NodeJS.Signals | null, errors: string): string {
  if (/heap out of memory|allocation failed/i.test(errors)) return "it ran out of memory";
  const lastError = findLastError(errors);
  const detail = lastError === "" ? "" : `: ${lastError}`;
  if (signal === "SIGKILL") return "it was killed, perhaps because memory ran out";
  if (signal !== null) return `it was ended by ${signal}${detail}`;
  return code === 0 ? "it ended by itself" : `it ended with exit code ${code}${detail}`;
}

/** Node ends its report of an uncaught error with its own version, after the stack: neither names the error. */
const NODE_VERSION = /^Node\.js v\d/;
/** `TypeError: x` or, for an error without a stack, `[Error: x] {`, at the beginning of a line. */
const ERROR = /^\[?((?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*?)(?:\] \{)?\]?$/;

/** The line that names the error, else the last one. */
function findLastError(errors: string): string {
  const lines = errors.split(/\r?\n/).map((line) => line.trimEnd());
  const named = lines.findLast((line) => ERROR.test(line));
  if (named !== undefined) return ERROR.exec(named)![1];
  const told = lines.filter((line) => line !== "" && !NODE_VERSION.test(line));
  return told.at(-1)?.trim() ?? "";
}
