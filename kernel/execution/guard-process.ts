/** A cell called `process.exit`. */
export class ProcessExitError extends Error {
  override name = "ProcessExit";
}

/** Keeps user code from ending the kernel by accident. Returns the real `process.exit`. */
export function guardProcess(reportLate: (error: unknown) => void): (code?: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code?: number | string | null): never => {
    throw new ProcessExitError(
      `process.exit(${code ?? ""}) does not end a notebook: its variables are kept. Restart the kernel to start afresh.`,
    );
  };
  process.on("uncaughtException", reportLate);
  process.on("unhandledRejection", reportLate);
  return exit;
}
