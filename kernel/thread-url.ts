/** The URL of a worker's entry: beside its starter, compiled as the starter is. */
export function threadUrl(entry: string, starter: string): URL {
  return new URL(`${entry}${starter.endsWith(".ts") ? ".ts" : ".js"}`, starter);
}
