import { createHmac } from "node:crypto";
import type { Table } from "../../../data/index.ts";
import { PrivacyError } from "../privacy-error.ts";
import { requireNames } from "../require-names.ts";

export interface PseudonymiseOptions {
  /**
   * The secret: at least 16 characters or bytes, for example `crypto.randomBytes(32)`. Whoever has it can test guesses; keep it
   * away from the data. Without it, nobody can find the people again.
   */
  readonly key: string | Uint8Array;
}

const leastKeyLength = 16;
/** 128 of the 256 bits: among 10⁹ values two are alike by chance with a probability of about 10⁻²¹. */
const pseudonymLength = 32;

/**
 * Replaces values by pseudonyms: the first 32 hexadecimal digits of HMAC-SHA-256 (RFC 2104) of their text under the key. The same
 * value and key give the same pseudonym in every column, table and run, so that tables can still be joined; another key gives
 * others. Numbers count as their text (7 is "7"), dates as ISO 8601; missing values stay missing; spaces and case matter.
 * Pseudonymised data are still personal data by law: what else the rows tell may point to people, see `kAnonymity`.
 * @throws PrivacyError for a short key, TableError for an unknown column
 */
export function pseudonymise(table: Table, columns: readonly string[], options: PseudonymiseOptions): Table {
  requireNames("pseudonymise", columns);
  const { key } = options ?? {};
  const length = typeof key === "string" ? Buffer.byteLength(key) : (key?.length ?? 0);
  if (length < leastKeyLength) {
    throw new PrivacyError(
      `pseudonymise: the key has ${length} bytes; it needs at least ${leastKeyLength}, or pseudonyms could be guessed back. ` +
        `Make one with crypto.randomBytes(32), and keep it.`,
    );
  }
  const known = new Map<string, string>();
  const toPseudonym = (text: string) => {
    let pseudonym = known.get(text);
    if (pseudonym === undefined) {
      pseudonym = createHmac("sha256", key).update(text).digest("hex").slice(0, pseudonymLength);
      known.set(text, pseudonym);
    }
    return pseudonym;
  };
  return columns.reduce((pseudonymised, name) => {
    const values = table.column(name).toArray();
    const texts = values.map((value) => {
      if (value === null) return null;
      return toPseudonym(value instanceof Date ? value.toISOString() : String(value));
    });
    return pseudonymised.withColumn(name, texts);
  }, table);
}
