/** More columns than this are no table that a person works with, but a file that was misread. */
export const widestTable = 50_000;
/** In characters; a longer one is data, not a name. */
export const longestName = 1_000;
/** In characters; when a quoted field goes on for longer, its closing quote is missing. */
export const longestQuotedField = 10_000_000;
/** How many lines that were left out a report lists; it counts them all. */
export const listedDrops = 1_000;
