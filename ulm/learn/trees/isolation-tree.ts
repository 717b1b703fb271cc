import { Pcg32 } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { drawDifferentRows } from "../draw-row.ts";
import { Tree } from "./tree.ts";

interface Node {
  feature: number;
  threshold: number;
  right: number;
  readonly value: number;
  readonly rows: number;
}

/**
 * Isolates rows by random questions (Liu, Ting & Zhou, "Isolation Forest", 2008): a feature that varies, a threshold between its extremes.
 * A leaf says how many questions it takes to be alone: those asked, and those that its rows would still need on average.
 * @param sampleSize how many rows it looks at, drawn without replacement
 * @param weights above 0: how likely rows are to be drawn. Default all alike
 */
export function growIsolationTree(
  matrix: Matrix,
  sampleSize: number,
  seed: number,
  tree: number,
  weights?: Float64Array,
): Tree {
  const random = new Pcg32(seed, tree);
  const grower = new IsolationGrower(matrix, Math.max(1, Math.ceil(Math.log2(Math.max(2, sampleSize)))), random);
  grower.grow(drawRows(matrix.rows, sampleSize, random, weights), 0);
  const { nodes } = grower;
  const rows = Int32Array.from(nodes, (node) => node.rows);
  return new Tree(1, {
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    missingLeft: new Uint8Array(nodes.length),
    right: Int32Array.from(nodes, (node) => node.right),
    value: Float64Array.from(nodes, (node) => node.value),
    impurity: new Float64Array(nodes.length),
    rows,
    weight: Float64Array.from(rows),
  });
}

/** The mean number of questions after which one of `rows` rows is alone: 2 H(n − 1) − 2 (n − 1) / n, as in a search tree. */
export function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  const eulerGamma = 0.5772156649015329;
  return 2 * (Math.log(rows - 1) + eulerGamma) - (2 * (rows - 1)) / rows;
}

class IsolationGrower {
  /** In preorder. */
  readonly nodes: Node[] = [];
  private readonly matrix: Matrix;
  private readonly maxDepth: number;
  private readonly random: Pcg32;
  private readonly features: Int32Array;

  constructor(matrix: Matrix, maxDepth: number, random: Pcg32) {
    this.matrix = matrix;
    this.maxDepth = maxDepth;
    this.random = random;
    this.features = Int32Array.from({ length: matrix.columns }, (_, feature) => feature);
  }

  grow(rows: Int32Array, depth: number): void {
    const question = rows.length < 2 || depth >= this.maxDepth ? undefined : this.ask(rows);
    const node: Node = {
      feature: question?.feature ?? -1,
      threshold: question?.threshold ?? 0,
      right: -1,
      value: depth + averagePathLength(rows.length),
      rows: rows.length,
    };
    this.nodes.push(node);
    if (question === undefined) return;
    const { data, columns } = this.matrix;
    const goesLeft = (row: number) => data[row * columns + question.feature]! <= question.threshold;
    this.grow(rows.filter(goesLeft), depth + 1);
    node.right = this.nodes.length;
    this.grow(
      rows.filter((row) => !goesLeft(row)),
      depth + 1,
    );
  }

  private ask(rows: Int32Array): { feature: number; threshold: number } | undefined {
    const { features, random } = this;
    const { data, columns } = this.matrix;
    for (let index = 0; index < features.length; index++) {
      const drawn = index + random.integer(features.length - index);
      const feature = features[drawn]!;
      features[drawn] = features[index]!;
      features[index] = feature;
      let least = Infinity;
      let most = -Infinity;
      for (const row of rows) {
        const value = data[row * columns + feature]!;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      if (least === most) continue;
      const share = random.random();
      const threshold = least * (1 - share) + most * share;
      return { feature, threshold: threshold < most ? threshold + 0 : least + 0 };
    }
    return undefined;
  }
}

/** Rows without repetition (where all are alike by Floyd's algorithm: as many draws as rows). */
function drawRows(count: number, size: number, random: Pcg32, weights: Float64Array | undefined): Int32Array {
  if (size >= count) return Int32Array.from({ length: count }, (_, row) => row);
  if (weights !== undefined) return Int32Array.from(drawDifferentRows(random, weights, size));
  const drawn = new Set<number>();
  for (let last = count - size; last < count; last++) {
    const row = random.integer(last + 1);
    drawn.add(drawn.has(row) ? last : row);
  }
  return Int32Array.from(drawn);
}
