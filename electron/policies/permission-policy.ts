import { parseUrl, type Verdict } from "./verdict.ts";

/** What a notebook needs of the machine: to copy, to paste and to fill the screen. */
const granted = new Set(["clipboard-sanitized-write", "clipboard-read", "fullscreen"]);

export interface PermissionRequest {
  permission: string;
  /** Origin or URL of the frame that asks. */
  requestingUrl: string;
  isMainFrame: boolean;
}

/** Whether a page may use a capability of the machine. Everything that is not listed is refused. */
export function decidePermission(request: PermissionRequest, hostOrigin: string): Verdict<"grant" | "deny"> {
  const url = parseUrl(request.requestingUrl);
  if (url?.origin !== hostOrigin) return { decision: "deny", reason: "asked by a page that is not ours" };
  if (!request.isMainFrame) return { decision: "deny", reason: "asked by a frame: outputs get no permissions" };
  if (!granted.has(request.permission)) {
    return { decision: "deny", reason: `a notebook has no use for ${request.permission}` };
  }
  return { decision: "grant", reason: `${request.permission} is needed for editing` };
}
