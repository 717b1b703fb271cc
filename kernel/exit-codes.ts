/** How the kernel's process says why it ended; 0 is a shutdown. */
export const kernelExitCode = {
  /** The io thread failed: a fault of ours. */
  fault: 1,
  /** It was started wrongly: an argument is missing, or the connection file cannot be read. */
  usage: 2,
  /** A port that the connection file names is used by another process. */
  portInUse: 3,
  /** A cell called `process.exit`: it is to be started again. */
  cellExit: 4,
} as const;
