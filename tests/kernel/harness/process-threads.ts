import { readdir, readFile } from "node:fs/promises";

/** Fields of `/proc/ID/task/ID/stat` after the thread's name (see proc(5)). */
const STATE = 0;
const USER_TICKS = 11;

/** What each thread of a process does and how long it has computed: for messages about a process that does not answer. */
export async function describeThreads(process: number): Promise<string> {
  const folder = `/proc/${process}/task`;
  const threads = await readdir(folder).catch((): string[] => []);
  const lines = threads.map(async (thread) => {
    const stat = await readFile(`${folder}/${thread}/stat`, "utf8").catch(() => "");
    const waitsIn = await readFile(`${folder}/${thread}/wchan`, "utf8").catch(() => "");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${thread} ${name} ${fields[STATE]} ${fields[USER_TICKS]} ticks ${waitsIn}`.trim();
  });
  return (await Promise.all(lines)).join("; ");
}
