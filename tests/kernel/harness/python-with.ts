import { spawnSync } from "node:child_process";

/** A Python that has certain modules; the system's own first, because that is where Debian's packages put them. */
export function pythonWith(...modules: string[]): string | undefined {
  return ["/usr/bin/python3", "python3"].find(
    (command) => spawnSync(command, ["-c", `import ${modules.join(", ")}`]).status === 0,
  );
}
