// What all rows and trees of a run share; each thread has variables of its own.
/** Where known features count, unknown ones, the inverse of that, and how much each point counts. */
let known: usize = 0;
let unknown: usize = 0;
let inverseUnknown: usize = 0;
let weights: usize = 0;
/** The bytes of a list with a number for each point. */
let list: usize = 0;
let zeros: usize = 0;
let ones: usize = 0;

// The row at hand, where its values go, and where the tree begins.
let rowData: usize = 0;
let rowValues: usize = 0;
let rootLinks: usize = 0;
let rootNumbers: usize = 0;

/** Twin, which explains the method: ulm/trust/explain/add-shap-values.ts. */
export function addShapValues(
  data: usize,
  linksAt: usize,
  numbersAt: usize,
  starts: usize,
  points: usize,
  values: usize,
  scratch: usize,
  columns: i32,
  features: i32,
  trees: i32,
  size: i32,
  start: i32,
  end: i32,
): void {
  list = (<usize>size) << 3;
  known = points;
  unknown = known + list;
  inverseUnknown = unknown + list;
  weights = inverseUnknown + list;
  zeros = scratch;
  ones = zeros + ((<usize>features) << 3);
  const top = ones + ((<usize>features) << 3);
  for (let place = zeros; place < top + list; place += 8) store<f64>(place, 1);
  for (let tree = 0; tree < trees; tree++) {
    const root = <usize>load<i32>(starts + ((<usize>tree) << 2));
    rootLinks = linksAt + root * 12;
    rootNumbers = numbersAt + root * 24;
    for (let row = start; row < end; row++) {
      rowData = data + ((<usize>row * <usize>columns) << 3);
      rowValues = values + ((<usize>row * <usize>features) << 3);
      visit(0, top);
    }
  }
}

function visit(node: usize, level: usize): void {
  const link = rootLinks + node * 12;
  const right = load<i32>(link, 4);
  if (right < 0) sumLeaf(load<f64>(rootNumbers + node * 24, 16), level);
  else {
    const feature = (<usize>load<i32>(link, 8)) << 3;
    const asked = load<i32>(link);
    const value = load<f64>(rowData + ((<usize>(asked >> 1)) << 3));
    const goesLeft = value <= load<f64>(rootNumbers + node * 24) || (value != value && (asked & 1) == 1);
    if (load<f64>(ones + feature) == 1) visitOpen(node + 1, <usize>right, feature, goesLeft, level);
    else visitDecided(node + 1, <usize>right, feature, level);
  }
}

function sumLeaf(value: f64, level: usize): void {
  const said = f64x2.splat(value);
  for (let q: usize = 0; q < list; q += 16) {
    const product = v128.load(level + q);
    v128.store(level + list + q, f64x2.mul(f64x2.mul(v128.load(weights + q), said), product));
  }
}

/** Questions about a feature whose earlier answers lead elsewhere already: it owes nothing to this one. */
function visitDecided(left: usize, right: usize, feature: usize, level: usize): void {
  const zero = load<f64>(zeros + feature);
  visitScaled(left, zero, feature, level, true);
  visitScaled(right, zero, feature, level, false);
  store<f64>(zeros + feature, zero);
}

function visitScaled(child: usize, zero: f64, feature: usize, level: usize, isFirst: bool): void {
  const next = level + 3 * list;
  const share = load<f64>(rootNumbers + child * 24, 8);
  store<f64>(zeros + feature, zero * share);
  const shares = f64x2.splat(share);
  for (let q: usize = 0; q < list; q += 16) v128.store(next + q, f64x2.mul(v128.load(level + q), shares));
  visit(child, next);
  const sum = level + list;
  for (let q: usize = 0; q < list; q += 16)
    v128.store(sum + q, withSister(sum + q, v128.load(next + list + q), isFirst));
}

/** Questions about a feature that is new, or whose answers have led here so far. */
function visitOpen(left: usize, right: usize, feature: usize, goesLeft: bool, level: usize): void {
  const zero = load<f64>(zeros + feature);
  const inverse = level + 2 * list;
  const zeroes = f64x2.splat(zero);
  for (let q: usize = 0; q < list; q += 16) {
    const factor = f64x2.add(f64x2.mul(v128.load(unknown + q), zeroes), v128.load(known + q));
    v128.store(inverse + q, f64x2.div(f64x2.splat(1), factor));
  }
  let credit: f64 = 0;
  if (goesLeft) {
    credit += visitTaken(left, zero, feature, level, true);
    credit += visitOther(right, zero, feature, level, false);
  } else {
    credit += visitOther(left, zero, feature, level, true);
    credit += visitTaken(right, zero, feature, level, false);
  }
  let before = f64x2.splat(0);
  const sum = level + list;
  for (let q: usize = 0; q < list; q += 16) {
    before = f64x2.add(before, f64x2.mul(v128.load(sum + q), v128.load(inverse + q)));
  }
  const value = rowValues + feature;
  store<f64>(value, load<f64>(value) + (credit - (1 - zero) * total(before)));
  store<f64>(zeros + feature, zero);
  store<f64>(ones + feature, 1);
}

/** The side that the row takes. */
function visitTaken(child: usize, zero: f64, feature: usize, level: usize, isFirst: bool): f64 {
  const next = level + 3 * list;
  const inverse = level + 2 * list;
  const own = zero * load<f64>(rootNumbers + child * 24, 8);
  store<f64>(zeros + feature, own);
  store<f64>(ones + feature, 1);
  const owns = f64x2.splat(own);
  for (let q: usize = 0; q < list; q += 16) {
    const factor = f64x2.add(f64x2.mul(v128.load(unknown + q), owns), v128.load(known + q));
    const product = f64x2.mul(v128.load(level + q), v128.load(inverse + q));
    v128.store(next + q, f64x2.mul(product, factor));
  }
  visit(child, next);
  const sum = level + list;
  let without = f64x2.splat(0);
  for (let q: usize = 0; q < list; q += 16) {
    const leaves = v128.load(next + list + q);
    v128.store(sum + q, withSister(sum + q, leaves, isFirst));
    const factor = f64x2.add(f64x2.mul(v128.load(unknown + q), owns), v128.load(known + q));
    without = f64x2.add(without, f64x2.div(leaves, factor));
  }
  return (1 - own) * total(without);
}

/** The side that it does not take. */
function visitOther(child: usize, zero: f64, feature: usize, level: usize, isFirst: bool): f64 {
  const next = level + 3 * list;
  const inverse = level + 2 * list;
  const own = zero * load<f64>(rootNumbers + child * 24, 8);
  store<f64>(zeros + feature, own);
  store<f64>(ones + feature, 0);
  const owns = f64x2.splat(own);
  for (let q: usize = 0; q < list; q += 16) {
    const product = f64x2.mul(v128.load(level + q), v128.load(inverse + q));
    v128.store(next + q, f64x2.mul(product, f64x2.mul(v128.load(unknown + q), owns)));
  }
  visit(child, next);
  const sum = level + list;
  let without = f64x2.splat(0);
  for (let q: usize = 0; q < list; q += 16) {
    const leaves = v128.load(next + list + q);
    v128.store(sum + q, withSister(sum + q, leaves, isFirst));
    without = f64x2.add(without, f64x2.mul(leaves, v128.load(inverseUnknown + q)));
  }
  return -total(without);
}

/** What the leaves below a child say, and below its sister when she was first. */
function withSister(sum: usize, leaves: v128, isFirst: bool): v128 {
  return isFirst ? leaves : f64x2.add(v128.load(sum), leaves);
}

function total(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
