import { palette } from "./chart-style.ts";

/** Curves by name: one alone is nameless. */
export function namedCurves<Curve extends object>(
  curves: Curve | Readonly<Record<string, Curve>>,
  isCurve: (value: object) => value is Curve,
): [string, Curve][] {
  return isCurve(curves) ? [["", curves]] : Object.entries(curves);
}

/** The colour of several curves with a legend, or of one without. */
export function curveColour(names: readonly string[]): object {
  if (names.length === 1) return { value: palette[0] };
  return {
    field: "curve",
    type: "nominal",
    title: null,
    legend: { labelLimit: 320, symbolType: "stroke" },
    scale: { domain: names, range: palette.slice(0, Math.max(names.length, 1)) },
  };
}

/** An axis from 0 to 1. */
export const unitScale = { domain: [0, 1], nice: false } as const;
