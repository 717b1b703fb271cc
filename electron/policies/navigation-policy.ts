import { parseUrl, type Verdict } from "./verdict.ts";

export type NavigationDecision = "allow" | "open-externally" | "deny";

export interface NavigationRequest {
  url: string;
  /** Whether the whole window would go there, or only a frame in it. */
  isMainFrame: boolean;
}

/**
 * Where a window may go. The window itself stays with its host; links to the web open in the system's browser, because a page
 * that is not ours must never run where the notebook's session is.
 */
export function decideNavigation(request: NavigationRequest, hostOrigin: string): Verdict<NavigationDecision> {
  const url = parseUrl(request.url);
  if (url === null) return { decision: "deny", reason: "not a URL" };
  if (url.username !== "" || url.password !== "") return { decision: "deny", reason: "carries credentials" };
  if (url.protocol === "http:" && url.origin === hostOrigin) return { decision: "allow", reason: "our own host" };
  if (!request.isMainFrame) return decideFrameNavigation(url);
  if (url.protocol === "https:" || url.protocol === "http:" || url.protocol === "mailto:") {
    return { decision: "open-externally", reason: "a link out of the notebook belongs in the browser" };
  }
  return { decision: "deny", reason: `scheme ${url.protocol} is not allowed` };
}

function decideFrameNavigation(url: URL): Verdict<NavigationDecision> {
  if (url.href === "about:blank" || url.href === "about:srcdoc") return { decision: "allow", reason: "an empty frame" };
  if (url.protocol === "blob:") return { decision: "allow", reason: "a frame made by the page itself" };
  return { decision: "deny", reason: "frames show only what our host serves" };
}
