/** Twin: ulm/learn/trees/sum-trees.ts. */
export function addTrees(
  data: usize,
  links: usize,
  thresholds: usize,
  values: usize,
  starts: usize,
  sums: usize,
  columns: i32,
  width: i32,
  predictors: i32,
  trees: i32,
  start: i32,
  end: i32,
): void {
  const rowBytes = (<usize>columns) << 3;
  const sumBytes = (<usize>(predictors * width)) << 3;
  const valueBytes = (<usize>width) << 3;
  for (let tree = 0; tree < trees; tree++) {
    const root = <usize>load<i32>(starts + ((<usize>tree) << 2));
    const rootLinks = links + (root << 3);
    const rootThresholds = thresholds + (root << 3);
    const own = <usize>(tree % predictors) * valueBytes;
    for (let row = start; row < end; row++) {
      const rowData = data + <usize>row * rowBytes;
      let node: usize = 0;
      for (;;) {
        const right = load<i32>(rootLinks + (node << 3), 4);
        if (right < 0) break;
        const link = load<i32>(rootLinks + (node << 3));
        const value = load<f64>(rowData + ((<usize>(link >> 1)) << 3));
        const goesLeft = value <= load<f64>(rootThresholds + (node << 3)) || (value != value && (link & 1) == 1);
        node = goesLeft ? node + 1 : <usize>right;
      }
      const sum = sums + <usize>row * sumBytes + own;
      const said = values + (root + node) * valueBytes;
      for (let offset: usize = 0; offset < valueBytes; offset += 8) {
        store<f64>(sum + offset, load<f64>(sum + offset) + load<f64>(said + offset));
      }
    }
  }
}
