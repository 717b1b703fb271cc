/** npm passes Ctrl-C on to programs that the terminal has told already: what comes this soon is the same request. */
const sameRequestMs = 500;

/**
 * Resolves when this process is asked to end: by Ctrl-C, by SIGTERM, by the closing of its terminal, and with `stdin`
 * when its standard input closes, which also happens when its parent is killed. Whoever asks again is impatient: then
 * it ends at once.
 */
export function waitForEnd({ stdin }: { stdin: boolean }): Promise<void> {
  return new Promise((resolve) => {
    let firstAsked: number | undefined;
    const end = (): void => {
      firstAsked ??= Date.now();
      if (Date.now() - firstAsked > sameRequestMs) process.exit(1);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
    if (stdin) process.stdin.resume().once("close", resolve);
  });
}
