/** The library globals that every cell has: loaded when a cell first mentions them. */
export const lazyGlobalNames: readonly string[] = ["ulm", "tf", "aq", "vl"];
