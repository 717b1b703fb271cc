import path from "node:path";

export interface HostLocation {
  /** A plain Node binary, never Electron's own: see docs/decisions. */
  node: string;
  /** The compiled command line. */
  cli: string;
}

export interface ShellLocation {
  isPackaged: boolean;
  resourcesPath: string;
  /** The folder of package.json when running from a checkout. */
  projectPath: string;
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
}

/** Where the host's program and its Node are, in a package and in a checkout. */
export function locateHost(shell: ShellLocation): HostLocation {
  if (shell.isPackaged) {
    const binary = shell.platform === "win32" ? "node.exe" : "node";
    return {
      node: path.join(shell.resourcesPath, "node", binary),
      cli: path.join(shell.resourcesPath, "host", "dist", "cli", "main.js"),
    };
  }
  return {
    node: shell.environment.ULM_NODE ?? shell.environment.npm_node_execpath ?? "node",
    cli: path.join(shell.projectPath, "dist", "cli", "main.js"),
  };
}
