import { parseUrl, type Verdict } from "./verdict.ts";

export type WindowOpenDecision = "open-externally" | "deny";

/** What happens when a page asks for a new window: never a second window of ours. */
export function decideWindowOpen(requestedUrl: string, hostOrigin: string): Verdict<WindowOpenDecision> {
  const url = parseUrl(requestedUrl);
  if (url === null) return { decision: "deny", reason: "not a URL" };
  if (url.username !== "" || url.password !== "") return { decision: "deny", reason: "carries credentials" };
  if (url.origin === hostOrigin) {
    return { decision: "deny", reason: "a second window would hold the same session; the notebook opens in a tab" };
  }
  if (url.protocol === "https:" || url.protocol === "http:" || url.protocol === "mailto:") {
    return { decision: "open-externally", reason: "a link out of the notebook belongs in the browser" };
  }
  return { decision: "deny", reason: `scheme ${url.protocol} is not allowed` };
}
