import path from "node:path";

/** The notebook named on a command line, or null. Switches and everything that is no notebook are passed over. */
export function findNotebookArgument(argv: readonly string[], workingDirectory: string): string | null {
  const notebook = argv
    .slice(1)
    .find((argument) => !argument.startsWith("-") && argument.toLowerCase().endsWith(".ipynb"));
  return notebook === undefined ? null : path.resolve(workingDirectory, notebook);
}

export type OpenPlan =
  | { kind: "open"; /** Relative to the workspace, with forward slashes. */ path: string }
  | { kind: "copy-then-open"; source: string; target: string; path: string };

/**
 * How to open a file that the system handed us. The host serves only its workspace, so a file elsewhere is copied into it, under
 * a name that is free.
 *
 * @param exists whether a file of that absolute path exists
 */
export function planOpen(file: string, workspace: string, exists: (candidate: string) => boolean): OpenPlan {
  const relative = path.relative(workspace, file);
  const isInside = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
  if (isInside) return { kind: "open", path: relative.split(path.sep).join("/") };
  const { name, ext } = path.parse(file);
  let target = path.join(workspace, name + ext);
  for (let copy = 2; exists(target); copy += 1) target = path.join(workspace, `${name} ${copy}${ext}`);
  return { kind: "copy-then-open", source: file, target, path: path.basename(target) };
}
