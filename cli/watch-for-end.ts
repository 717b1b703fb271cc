/** npm passes Ctrl-C on to programs that the terminal has told already: what comes this soon is the same request. */
const sameRequestMs = 500;

export interface EndWatch {
  /** Resolves when this process is asked to end. */
  readonly asked: Promise<void>;
  /** Stops watching; nothing of the watch keeps the process alive after that. */
  stop(): void;
}

/**
 * Watches for Ctrl-C, SIGTERM, the closing of the terminal, and with `stdin` for the end of standard input, which also
 * comes when the parent is killed. Whoever asks again is impatient: then the process ends at once.
 */
export function watchForEnd({ stdin }: { stdin: boolean }): EndWatch {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let resolve: () => void;
  const asked = new Promise<void>((settle) => (resolve = settle));
  let firstAsked: number | undefined;
  const end = (): void => {
    firstAsked ??= Date.now();
    if (Date.now() - firstAsked > sameRequestMs) process.exit(130);
    resolve();
  };
  for (const signal of signals) process.on(signal, end);
  if (stdin) process.stdin.resume().once("close", end);
  return {
    asked,
    stop() {
      for (const signal of signals) process.off(signal, end);
      if (stdin) process.stdin.off("close", end).destroy();
    },
  };
}
