/** Items by rank, 0 the most frequent, ascending; and how many baskets begin like this. */
export interface CountedPath {
  readonly ranks: ArrayLike<number>;
  readonly count: number;
}

/**
 * The prefix tree of FP-growth: baskets with equal beginnings share nodes, and all nodes of an item can be found (J. Han, J. Pei, Y. Yin,
 * "Mining frequent patterns without candidate generation", SIGMOD 2000).
 */
export class FpTree {
  /** Nodes: item, parent and count; the root is node 0. */
  private readonly item: number[] = [-1];
  private readonly parent: number[] = [-1];
  private readonly count: number[] = [0];
  private readonly children = new Map<number, number>();
  /** The nodes of each item. */
  private readonly nodes: number[][];
  private readonly itemCount: number;

  constructor(itemCount: number) {
    this.itemCount = itemCount;
    this.nodes = Array.from({ length: itemCount }, () => []);
  }

  add({ ranks, count }: CountedPath): void {
    let node = 0;
    for (let index = 0; index < ranks.length; index++) {
      const rank = ranks[index]!;
      const key = node * this.itemCount + rank;
      let next = this.children.get(key);
      if (next === undefined) {
        next = this.item.length;
        this.children.set(key, next);
        this.item.push(rank);
        this.parent.push(node);
        this.count.push(0);
        this.nodes[rank]!.push(next);
      }
      this.count[next]! += count;
      node = next;
    }
  }

  /** In how many baskets an item is. */
  support(rank: number): number {
    return this.nodes[rank]!.reduce((sum, node) => sum + this.count[node]!, 0);
  }

  /** What stands before an item in its baskets. */
  pathsTo(rank: number): CountedPath[] {
    return this.nodes[rank]!.map((node) => {
      const ranks: number[] = [];
      for (let above = this.parent[node]!; above > 0; above = this.parent[above]!) ranks.push(this.item[above]!);
      return { ranks: ranks.reverse(), count: this.count[node]! };
    });
  }
}
