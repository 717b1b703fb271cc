import { defineKernel } from "../../compute/index.ts";
import { distanceToLane } from "../clustering/lanes.ts";

/** Where things stand in the `state` of `growTree`. */
export const treeState = {
  /** How many edges there are. */
  edges: 0,
  /** The row that has joined the tree last. */
  last: 1,
  /** How many places of `lanes` are in use, and how many of those by rows that are in the tree by now. */
  places: 2,
  gone: 3,
  length: 4,
} as const;

/** Rows that have joined are moved out of the way when they are more than one in so many. */
const roomForGone = 8;

/**
 * Prim's algorithm: `most` times the row outside the tree joins it that is nearest, the first of equally near ones. Items are all rows
 * but the one that the tree begins with.
 * @param points rows × columns
 * @param lanes the rows outside as `fillLanes` arranges them; those that join are put infinitely far away
 * @param rowOf which row is at each place of `lanes`
 * @param closest its squared distance to the tree, Infinity at first
 * @param left edge k joins row left[k], which is in the tree, and row right[k], at heights[k]
 * @param state as `treeState` says
 * @param padded how many rows there are in `lanes`
 */
export const growTree = defineKernel(
  "growTree",
  (
    points: Float64Array,
    lanes: Float64Array,
    rowOf: Int32Array,
    closest: Float64Array,
    left: Int32Array,
    right: Int32Array,
    heights: Float64Array,
    state: Int32Array,
    columns: number,
    padded: number,
    most: number,
    start: number,
    end: number,
  ) => {
    const putAway = (place: number) => {
      for (let column = 0; column < columns; column++) lanes[column * padded + place] = Infinity;
      closest[place] = Infinity;
      rowOf[place] = -1;
    };
    let last = state[treeState.last]!;
    let places = state[treeState.places]!;
    let gone = state[treeState.gone]!;
    let edge = state[treeState.edges]!;
    for (const goal = Math.min(end, edge + most); edge < goal; edge++) {
      let least = Infinity;
      let nearest = -1;
      for (let place = start; place < places; place++) {
        const squared = distanceToLane(points, last * columns, lanes, place, padded, columns);
        closest[place] = Math.min(closest[place]!, squared);
        if (closest[place]! < least) {
          least = closest[place]!;
          nearest = place;
        }
      }
      left[edge] = last;
      last = rowOf[nearest]!;
      right[edge] = last;
      heights[edge] = Math.sqrt(least);
      putAway(nearest);
      gone++;
      if (gone * roomForGone <= places) continue;
      let next = start;
      for (let place = start; place < places; place++) {
        if (rowOf[place]! < 0) continue;
        rowOf[next] = rowOf[place]!;
        closest[next] = closest[place]!;
        for (let column = 0; column < columns; column++) {
          lanes[column * padded + next] = lanes[column * padded + place]!;
        }
        next++;
      }
      for (let place = next; place < places; place++) putAway(place);
      places = next;
      gone = 0;
    }
    state.set([edge, last, places, gone]);
  },
);
