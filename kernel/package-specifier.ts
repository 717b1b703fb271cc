/**
 * What an import of another runtime's notebook means to Node: Deno writes `npm:d3@7/array` for npm's `d3/array`, and
 * `jsr:@std/csv@1` for what `npx jsr add @std/csv` installs under `@std/csv`.
 */
export function plainSpecifier(specifier: string): string {
  const foreign = /^(?:npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return foreign ? `${foreign[1]}${foreign[2] ?? ""}` : specifier;
}

/** The package of a specifier: `@scope/name` of `@scope/name/deep`. */
export function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** How to install the package of a specifier as it was written. */
export function installCommand(specifier: string): string {
  const name = packageName(plainSpecifier(specifier));
  return specifier.startsWith("jsr:") ? `npx jsr add ${name}` : `npm install ${name}`;
}
