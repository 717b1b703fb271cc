/**
 * The globals that every cell has, and the package each one is. The runtime loads a package when a cell first mentions
 * its global; so does the checker with its types.
 */
export const preloaded = {
  ulm: "ulm",
  tf: "@tensorflow/tfjs",
  aq: "arquero",
  vl: "vega-lite",
} as const satisfies Record<string, string>;

export type PreloadedName = keyof typeof preloaded;

export function isPreloaded(name: string): name is PreloadedName {
  return Object.hasOwn(preloaded, name);
}
