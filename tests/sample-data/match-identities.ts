import type { KnownWorld } from "./known-world.ts";

/** Of pairs of records: how many that were found belong together, and how many that belong together were found. */
export interface MatchQuality {
  readonly precision: number;
  readonly recall: number;
}

/** Joins records of the same e-mail or telephone number, written alike. */
export function matchIdentities({ shop }: KnownWorld): MatchQuality {
  const owner = new Map(shop["truth-identities"].rows().map((row) => [row.identity_id, row.user_id]));
  const groups = new Map<string, string[]>();
  for (const { identity_id, email, phone } of shop.identities.rows()) {
    for (const key of [email?.toLowerCase(), phone?.replace(/^\+86/, "")]) {
      if (key) groups.set(key, [...(groups.get(key) ?? []), identity_id]);
    }
  }
  const found = new Set([...groups.values()].flatMap(pairsOf));
  const isTrue = (pair: string) => {
    const [one, other] = pair.split(" ");
    return owner.get(one!) === owner.get(other!);
  };
  const byOwner = new Map<string, string[]>();
  for (const [identity, user] of owner) byOwner.set(user, [...(byOwner.get(user) ?? []), identity]);
  const truths = [...byOwner.values()].flatMap(pairsOf);
  const hits = [...found].filter(isTrue).length;
  return { precision: hits / found.size, recall: hits / truths.length };
}

function pairsOf(members: readonly string[]): string[] {
  const sorted = [...members].sort();
  return sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => `${one} ${other}`));
}
