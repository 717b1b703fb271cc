const POLL_MILLISECONDS = 1000;

/** Calls `onDeath` once the process that started the kernel (`JPY_PARENT_PID`) is gone. */
export function watchParent(onDeath: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1) return;
  // An orphan gets another parent: this tells apart a new process that was given the old one's id.
  const wasChild = process.ppid === parent;
  const timer = setInterval(() => {
    if (isAlive(parent) && (!wasChild || process.ppid === parent)) return;
    clearInterval(timer);
    onDeath();
  }, POLL_MILLISECONDS);
}

function isAlive(process_id: number): boolean {
  try {
    process.kill(process_id, 0);
    return true;
  } catch (error) {
    // A process of another user is alive.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
