import type { ExitCode } from "./exit-code.ts";

/** One command of `ulm`; each is a file of `cli/commands/`, loaded only when it is called. */
export interface Command {
  /** The whole text of `ulm NAME --help`. */
  help: string;
  /**
   * @param args what follows the command's name; `--help` and `--debug` are taken out already
   * @throws {UsageError} when the arguments are wrong; any other error says what could not be done
   */
  run(args: string[]): Promise<ExitCode>;
}
