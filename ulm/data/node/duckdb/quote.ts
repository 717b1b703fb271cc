/** A text as SQL spells it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a table or column as SQL spells it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
