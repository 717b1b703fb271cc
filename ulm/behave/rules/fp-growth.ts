import { checkpoint } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { checkParameters, display, Estimator, orNull, Table, uniqueLabels, wholeNumber } from "../../data/index.ts";
import type { DisplayBundle, Label, ParameterRule } from "../../data/index.ts";
import { BehaviourError } from "../behaviour-error.ts";
import { toBaskets } from "./baskets.ts";
import type { BasketColumns, Baskets } from "./baskets.ts";
import { FpTree } from "./fp-tree.ts";

export interface FpGrowthParams {
  /** The share of baskets that must hold an itemset, above 0 and at most 1. Default 0.01. */
  minSupport: number;
  /** The most items in a set; `null`, the default: any number. */
  maxLength: number | null;
}

/** Items that are often bought together. */
export interface Itemset {
  readonly items: readonly Label[];
  /** Baskets that hold all of them. */
  readonly count: number;
}

interface FpGrowthState {
  readonly baskets: number;
  readonly itemsets: readonly Itemset[];
}

const share: ParameterRule = {
  words: "above 0 and at most 1",
  allows: (value) => typeof value === "number" && value > 0 && value <= 1,
};

/**
 * All sets of items that at least a share of baskets hold, with exact counts: mlxtend's `fpgrowth`, Spark's `FPGrowth`. It
 * finds what Apriori finds, without trying candidates (Han, Pei & Yin, SIGMOD 2000; M05). `associationRules` makes rules of them.
 */
export class FpGrowth extends Estimator<FpGrowthParams, FpGrowthState> {
  readonly type = "FpGrowth";

  constructor(params: Partial<FpGrowthParams> = {}) {
    super({ minSupport: 0.01, maxLength: null }, params);
    checkParameters(this.type, this.params, { minSupport: share, maxLength: orNull(wholeNumber(1)) });
  }

  /**
   * @param baskets lists of items, or a table with one row for each line
   * @param columns of the table: what lines of one basket share, and the item
   * @throws BehaviourError when there are no baskets
   */
  async fit(baskets: Baskets): Promise<this>;
  async fit(lines: Table, columns: BasketColumns): Promise<this>;
  async fit(source: Baskets | Table, columns?: BasketColumns): Promise<this> {
    this.fitted = undefined;
    if (source instanceof Table && columns === undefined) {
      throw new BehaviourError(
        'FpGrowth: name the columns of the table: fit(lines, { basket: "order_id", item: "product_id" }).',
      );
    }
    const baskets = source instanceof Table ? toBaskets(source, columns!) : source;
    if (baskets.length === 0) throw new BehaviourError("FpGrowth: there are no baskets.");
    // A hair less, so that 0.3 of 10 is 3.
    const least = Math.max(1, Math.ceil(this.params.minSupport * baskets.length * (1 - 1e-12)));
    const { names, tree } = plantTree(baskets, least);
    const itemsets: Itemset[] = [];
    const emit = (ranks: readonly number[], count: number) => {
      itemsets.push({ items: [...ranks].sort((a, b) => a - b).map((rank) => names[rank]!), count });
    };
    for (let rank = names.length - 1; rank >= 0; rank--) {
      await checkpoint(names.length - rank, names.length, this.type);
      growFrom(rank, tree, [], { least, longest: this.params.maxLength ?? Infinity, itemCount: names.length }, emit);
    }
    // Frequent first; of equal ones the shorter; then by name, so that the order of baskets does not matter.
    const order = new Map(uniqueLabels(names).map((name, index) => [name, index]));
    const key = ({ items }: Itemset) => items.map((item) => order.get(item)!);
    itemsets.sort((a, b) => b.count - a.count || a.items.length - b.items.length || compareLists(key(a), key(b)));
    this.fitted = { baskets: baskets.length, itemsets };
    return this;
  }

  /** Most frequent first. The items of a set are in the order of how often they are bought. */
  get itemsets(): readonly Itemset[] {
    return this.state.itemsets;
  }

  /** How many baskets there were. */
  get baskets(): number {
    return this.state.baskets;
  }

  /** One row for each itemset: `items` (joined by a comma), `length`, `count`, `support`. */
  table(): Table {
    const { itemsets, baskets } = this.state;
    return Table.fromObjects(
      itemsets.map(({ items, count }) => ({
        items: items.join(", "),
        length: items.length,
        count,
        support: count / baskets,
      })),
    );
  }

  override toString(): string {
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { itemsets, baskets } = this.state;
    const total = `${itemsets.length.toLocaleString("en")}`;
    const title = {
      en: `Items bought together: ${total} sets in ${baskets.toLocaleString("en")} baskets`,
      "zh-CN": `经常一起购买的商品：${baskets.toLocaleString("en")} 个购物篮中的 ${total} 个项集`,
    };
    const heads = [
      { en: "items", "zh-CN": "项集" },
      { en: "baskets", "zh-CN": "购物篮数" },
      { en: "support", "zh-CN": "支持度" },
    ];
    const rows = itemsets
      .slice(0, 20)
      .map(({ items, count }) => [
        items.join(", "),
        count.toLocaleString("en"),
        `${((100 * count) / baskets).toFixed(2)} %`,
      ]);
    return bilingualTable(title, heads, rows);
  }
}

interface Limits {
  readonly least: number;
  readonly longest: number;
  readonly itemCount: number;
}

/** All frequent itemsets whose rarest item is `rank`, together with `suffix`. */
function growFrom(
  rank: number,
  tree: FpTree,
  suffix: readonly number[],
  limits: Limits,
  emit: (ranks: readonly number[], count: number) => void,
): void {
  const support = tree.support(rank);
  if (support < limits.least) return;
  const found = [rank, ...suffix];
  emit(found, support);
  if (found.length >= limits.longest) return;
  const paths = tree.pathsTo(rank);
  const counts = new Map<number, number>();
  for (const { ranks, count } of paths) {
    for (let index = 0; index < ranks.length; index++)
      counts.set(ranks[index]!, (counts.get(ranks[index]!) ?? 0) + count);
  }
  const frequent = [...counts].filter(([, count]) => count >= limits.least).map(([other]) => other);
  if (frequent.length === 0) return;
  const keep = new Set(frequent);
  const conditional = new FpTree(limits.itemCount);
  for (const { ranks, count } of paths)
    conditional.add({ ranks: Array.from(ranks).filter((other) => keep.has(other)), count });
  for (const other of frequent) growFrom(other, conditional, found, limits, emit);
}

/** The tree of all baskets without rare items. @returns also the items by rank, the most frequent first */
function plantTree(baskets: Baskets, least: number): { names: Label[]; tree: FpTree } {
  const counts = new Map<Label, number>();
  const distinct = baskets.map((basket) => [...new Set(basket)]);
  for (const items of distinct) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const names = uniqueLabels(counts.keys())
    .filter((item) => counts.get(item)! >= least)
    .sort((a, b) => counts.get(b)! - counts.get(a)!);
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  const tree = new FpTree(names.length);
  for (const items of distinct) {
    const ranks = items.map((item) => rankOf.get(item)).filter((rank) => rank !== undefined);
    tree.add({ ranks: ranks.sort((a, b) => a - b), count: 1 });
  }
  return { names, tree };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place < 0 ? 0 : a[place]! - b[place]!;
}
