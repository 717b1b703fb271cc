import { counting, damaged, list, nullable, numeric, placeIn, record } from "../../data/state-shape.ts";
import type { Place, Shape } from "../../data/state-shape.ts";
import type { TreeJson } from "./tree.ts";

/**
 * A `Tree` in JSON that asks for the columns of the state and leads from its root to leaves, whatever it is asked.
 * @param width how many numbers a node says
 */
export function treeShape(width: (sizes: ReadonlyMap<string, number>) => number): Shape {
  return (value, place) => {
    // Each tree has a number of nodes of its own.
    const own = { ...place, sizes: new Map(place.sizes) };
    arrays(value, own);
    checkNodes(value as TreeJson, width(place.sizes), own);
  };
}

const bit: Shape = (value, place) => {
  if (value !== 0 && value !== 1) damaged(place, "is neither 0 nor 1");
};

const arrays = record({
  width: counting,
  right: list(numeric, "nodes", 1),
  feature: list(numeric, "nodes"),
  threshold: list(nullable(numeric), "nodes"),
  missingLeft: list(bit, "nodes"),
  value: list(numeric),
  impurity: list(numeric, "nodes"),
  rows: list(counting, "nodes"),
  weight: list(numeric, "nodes"),
});

const categories = list(
  list((value, place) => (Array.isArray(value) ? list(numeric)(value, place) : counting(value, place)), 3),
);

function checkNodes(tree: TreeJson, width: number, place: Place): void {
  const { right, feature, value } = tree;
  const count = right.length;
  const at = (name: string, index?: number) => ({
    ...place,
    path: `${place.path}.${name}${index === undefined ? "" : `[${index}]`}`,
  });
  if (tree.width !== width) damaged(at("width"), `is not ${width}`);
  if (value.length !== count * width) damaged(at("value"), `has ${value.length} values, not ${width} for each node`);
  if (tree.categories !== undefined) categories(tree.categories, at("categories"));
  const isColumn = placeIn("columns");
  /** Where the nodes below each node end: in preorder the right child stands where those of the left one end. */
  const ends = new Int32Array(count + 1);
  for (let node = count - 1; node >= 0; node--) {
    if (right[node] === -1) {
      ends[node] = node + 1;
      continue;
    }
    isColumn(feature[node], at("feature", node));
    const child = right[node]!;
    if (child >= count || child !== ends[node + 1]) damaged(at("right", node), "is not where the right child stands");
    ends[node] = ends[child]!;
  }
  if (ends[0] !== count) damaged(at("right"), "leaves nodes that no question leads to");
}
