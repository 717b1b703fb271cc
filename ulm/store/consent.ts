/**
 * What a person agreed to, by purpose: `{ marketing: true }`, or with an end: `{ marketing: { granted: true, until: "2027-01-01" } }`.
 * Times are ISO 8601, dates mean midnight UTC. A purpose that is not there was not agreed to.
 */
export type Consent = {
  readonly [purpose: string]: boolean | { readonly granted: boolean; readonly at?: string; readonly until?: string };
};

/** Whether a consent covers a purpose at a time. What cannot be understood, an unreadable end for example, is no consent. */
export function hasConsent(consent: unknown, purpose: string, now: Date = new Date()): boolean {
  if (typeof consent !== "object" || consent === null || !Object.hasOwn(consent, purpose)) return false;
  const given = (consent as Consent)[purpose];
  if (typeof given !== "object" || given === null) return given === true;
  return given.granted === true && (given.until === undefined || now.getTime() < Date.parse(given.until));
}
