import { defineKernel } from "../../compute/index.ts";

/**
 * Adds the Shapley values of what trees say about rows. A feature that is not known is averaged over by following both sides of its
 * questions, weighted by how many training rows went there (path-dependent TreeSHAP: Lundberg, Erion & Lee, "Consistent Individualized
 * Feature Attribution for Tree Ensembles", 2018).
 *
 * A leaf says its value v times, over the features on the way, `one` (1 where the row's answers lead this way, else 0) for those that are
 * known and `zero` (the share of the training rows that went this way) for the others. Were each feature known with probability t, the
 * leaf would on average say v Π ((1 − t) zero + t one), and the Shapley value of feature i is
 *
 *     v (oneᵢ − zeroᵢ) ∫₀¹ Π over the others ((1 − t) zero + t one) dt
 *
 * (G. Owen, "Multilinear Extensions of Games", 1972). That is a polynomial of t, which Gauss–Legendre quadrature integrates exactly with
 * half as many points as features on the way. All its terms are positive, so nothing is lost to rounding. Going down, products are
 * carried along at every point; going up, sums over leaves, so that a node costs as many steps as there are points and not
 * depth² (the order of P. Yu et al., "Linear Tree Shap", 2022).
 * @param data row-major
 * @param links for each node: twice the column it asks, plus 1 where missing values go left; its right child in the tree, −1 in
 *   leaves; the feature that is credited
 * @param numbers for each node: its threshold, its share of its parent's training rows, its value
 * @param starts for each tree its first node
 * @param points `size` of t, of 1 − t, of 1 / (1 − t), and of weights
 * @param values rows × features, added to
 * @param scratch 2 · features numbers, and 3 · size for each level of the deepest tree, two more than questions
 * @param columns of `data`
 * @param size an even number of points
 */
export const addShapValues = defineKernel(
  "addShapValues",
  (
    data: Float64Array,
    links: Int32Array,
    numbers: Float64Array,
    starts: Int32Array,
    points: Float64Array,
    values: Float64Array,
    scratch: Float64Array,
    columns: number,
    features: number,
    trees: number,
    size: number,
    start: number,
    end: number,
  ) => {
    const [zeros, ones] = [scratch.subarray(0, features), scratch.subarray(features, 2 * features)];
    const [known, unknown, inverseUnknown, weights] = [0, 1, 2, 3].map((part) =>
      points.subarray(part * size, (part + 1) * size),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];

    /** Leaves behind its product, at `level`, the sum over the leaves below. */
    const visit = (root: number, node: number, level: number, row: number): void => {
      const sum = level + size;
      const inverse = level + 2 * size;
      const next = level + 3 * size;
      const link = 3 * (root + node);
      const right = links[link + 1]!;
      if (right < 0) {
        const value = numbers[link + 2]!;
        for (let q = 0; q < size; q++) scratch[sum + q] = weights[q]! * value * scratch[level + q]!;
        return;
      }
      const feature = links[link + 2]!;
      const zero = zeros[feature]!;
      const isOne = ones[feature] === 1;
      const asked = data[row * columns + (links[link]! >> 1)]!;
      const goesLeft = asked <= numbers[link]! || (Number.isNaN(asked) && (links[link]! & 1) === 1);
      for (let q = 0; q < size; q++) {
        scratch[sum + q] = 0;
        if (isOne) scratch[inverse + q] = 1 / (unknown[q]! * zero + known[q]!);
      }
      let credit = 0;
      for (const child of [node + 1, right]) {
        const share = numbers[3 * (root + child) + 1]!;
        const own = zero * share;
        const isTaken = isOne && goesLeft === (child === node + 1);
        for (let q = 0; q < size; q++) {
          const product = scratch[level + q]!;
          if (isTaken) scratch[next + q] = product * scratch[inverse + q]! * (unknown[q]! * own + known[q]!);
          else if (isOne) scratch[next + q] = product * scratch[inverse + q]! * (unknown[q]! * own);
          else scratch[next + q] = product * share;
        }
        zeros[feature] = own;
        ones[feature] = isTaken ? 1 : 0;
        visit(root, child, next, row);
        const below = next + size;
        let without = 0;
        for (let q = 0; q < size; q++) {
          const leaves = scratch[below + q]!;
          scratch[sum + q]! += leaves;
          if (isTaken) without += leaves / (unknown[q]! * own + known[q]!);
          else if (isOne) without += leaves * inverseUnknown[q]!;
        }
        credit += isTaken ? (1 - own) * without : -without;
      }
      if (isOne) {
        // What the leaves below owed to the feature before this question takes the place of its earlier answer.
        let before = 0;
        for (let q = 0; q < size; q++) before += scratch[sum + q]! * scratch[inverse + q]!;
        values[row * features + feature]! += credit - (1 - zero) * before;
      }
      zeros[feature] = zero;
      ones[feature] = isOne ? 1 : 0;
    };

    zeros.fill(1);
    ones.fill(1);
    const top = 2 * features;
    scratch.fill(1, top, top + size);
    for (let tree = 0; tree < trees; tree++) {
      for (let row = start; row < end; row++) visit(starts[tree]!, 0, top, row);
    }
  },
);
