import { spawn } from "node:child_process";

/** How long an opener may take to say that there is no browser; one that still runs by then is taken to have worked. */
const verdictMs = 2000;

/**
 * Opens an address in the system's browser.
 * @returns false where there is no display or no browser: then somebody must be told the address
 */
export async function openBrowser(url: string): Promise<boolean> {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !isWsl()) return false;
  const [command, ...args] = openCommand(url);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "ignore", detached: true });
    const settle = (opened: boolean): void => {
      clearTimeout(timer);
      child.unref();
      resolve(opened);
    };
    const timer = setTimeout(settle, verdictMs, true);
    child.once("error", () => settle(false));
    child.once("exit", (code) => settle(code === 0));
  });
}

function openCommand(url: string): [string, ...string[]] {
  switch (process.platform) {
    case "darwin":
      return ["open", url];
    case "win32":
      // Not `start`, a word of the shell: the shell would take the address apart at its ampersands.
      return ["rundll32", "url.dll,FileProtocolHandler", url];
    default:
      return isWsl() ? ["wslview", url] : ["xdg-open", url];
  }
}

function isWsl(): boolean {
  return process.env.WSL_DISTRO_NAME !== undefined;
}
