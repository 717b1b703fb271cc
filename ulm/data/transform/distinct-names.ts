/**
 * Names for new columns, all of them different: for each the first of its candidates that no other column wants. Where candidates run
 * out, names are numbered: "a (2)".
 * @param candidates for each column at least one, the nicest first
 * @param taken names of columns that stay
 */
export function distinctNames(candidates: readonly (readonly string[])[], taken: readonly string[] = []): string[] {
  const choices = candidates.map(() => 0);
  for (;;) {
    const names = candidates.map((own, index) => own[choices[index]!]!);
    const wanted = countNames([...taken, ...names]);
    const movable = choices.flatMap((choice, index) =>
      wanted.get(names[index]!)! > 1 && choice + 1 < candidates[index]!.length ? [index] : [],
    );
    if (movable.length === 0) return numberRepeated(names, taken);
    for (const index of movable) choices[index]! += 1;
  }
}

function countNames(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function numberRepeated(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    let own = name;
    for (let number = 2; used.has(own); number++) own = `${name} (${number})`;
    used.add(own);
    return own;
  });
}
