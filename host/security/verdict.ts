/** What a policy decides, and why. */
export type Verdict = { allowed: true; reason: string } | { allowed: false; reason: string };

export const allow = (reason: string): Verdict => ({ allowed: true, reason });
export const refuse = (reason: string): Verdict => ({ allowed: false, reason });
