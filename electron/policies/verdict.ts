/** What a policy decides about one request, and why: the reason is logged and is what the tests read. */
export interface Verdict<Decision extends string> {
  decision: Decision;
  reason: string;
}

/** The URL, or null when the text is not one. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
