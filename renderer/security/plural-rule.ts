/** A gettext plural rule: how many forms a language has, and which one belongs to a number. */
export type PluralRule = (n: number) => { nplurals: number; plural: number };

/** The rules of the interface's languages by their gettext expression, without spaces. */
const rules: Record<string, PluralRule> = {
  "nplurals=2;plural=(n!=1)": (n) => ({ nplurals: 2, plural: n === 1 ? 0 : 1 }),
  "nplurals=1;plural=0": () => ({ nplurals: 1, plural: 0 }),
};

/**
 * The rule for a `Plural-Forms` header. JupyterLab compiles the expression with `Function()`; the page forbids that, and
 * our languages need two of them.
 *
 * @throws Error for a rule that no language of the interface has.
 */
export function pluralRule(form: string): PluralRule {
  const key = form.replaceAll(/\s/g, "").replace(/;$/, "");
  const rule = rules[key];
  if (!rule) throw new Error(`No plural rule for "${form}": add it to renderer/security/plural-rule.ts.`);
  return rule;
}
