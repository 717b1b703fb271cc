// Twin: ulm/learn/trees/growth-plan.ts. What trees are to be grown of and by; each thread has variables of its own.

export const gini = 0;
export const entropy = 1;

export let rowCount: i32 = 0;
export let columnCount: i32 = 0;
/** 0 for a regression. */
export let classCount: i32 = 0;
export let centre: f64 = 0;
export let seed: u64 = 0;
export let firstTree: u64 = 0;
export let bootstrapRows: i32 = 0;
/** Room for so many nodes in each tree. */
export let capacity: i32 = 0;
export let maxDepth: f64 = 0;
export let minSamplesSplit: i32 = 0;
export let minSamplesLeaf: i32 = 0;
export let maxFeatures: i32 = 0;
export let maxLeafNodes: f64 = 0;
export let minImpurityDecrease: f64 = 0;
export let mixFeatures: bool = false;
export let drawsByWeight: bool = false;
export let criterion: i32 = 0;
/** Numbers that sum up rows: the weight of each class, or weight and product of weight and target. */
export let width: i32 = 0;

/** Reads the numbers that `packPlan` writes. */
export function readPlan(plan: usize): void {
  rowCount = <i32>load<f64>(plan);
  columnCount = <i32>load<f64>(plan, 8);
  classCount = <i32>load<f64>(plan, 16);
  centre = load<f64>(plan, 24);
  seed = <u64>load<f64>(plan, 32);
  firstTree = <u64>load<f64>(plan, 40);
  bootstrapRows = <i32>load<f64>(plan, 48);
  capacity = <i32>load<f64>(plan, 56);
  maxDepth = load<f64>(plan, 64);
  minSamplesSplit = <i32>load<f64>(plan, 72);
  minSamplesLeaf = <i32>load<f64>(plan, 80);
  maxFeatures = <i32>load<f64>(plan, 88);
  maxLeafNodes = load<f64>(plan, 96);
  minImpurityDecrease = load<f64>(plan, 104);
  mixFeatures = load<f64>(plan, 112) == 1;
  drawsByWeight = load<f64>(plan, 120) == 1;
  criterion = <i32>load<f64>(plan, 128);
  width = classCount == 0 ? 2 : classCount;
}
