/** What `ulm` tells the shell; documented in its help. */
export const exitCode = {
  success: 0,
  /** The work could not be done: a cell raised an error, a file is missing or malformed. */
  failure: 1,
  /** The command line is wrong; nothing was done. */
  usage: 2,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
