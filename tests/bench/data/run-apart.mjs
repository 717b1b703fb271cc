// @ts-check
// node run-apart.mjs TASK PATH [USERS]: runs one task in a process of its own, so that the memory it prints is the task's.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { tasks } from "./tasks.mjs";

/**
 * @param {string} task
 * @param {string} path
 * @param {number} [users]
 * @returns {{result: number[], milliseconds: number, megabytes: number}} the most the process held
 */
export function runApart(task, path, users) {
  const args = [fileURLToPath(import.meta.url), task, path, ...(users === undefined ? [] : [String(users)])];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${task} failed: ${stderr}`);
  return JSON.parse(stdout);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [task = "", path = "", users] = process.argv.slice(2);
  const started = performance.now();
  const result = await tasks[task](path, users === undefined ? undefined : Number(users));
  const milliseconds = performance.now() - started;
  console.log(JSON.stringify({ result, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}
