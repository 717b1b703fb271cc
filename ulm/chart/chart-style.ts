/** Size in pixels, fixed, so that a chart is the same in the app, in reports and on paper; who shows it may scale it. */
export const chartSize = { width: 480, height: 320 } as const;

/**
 * Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), told apart with every kind of colour vision; without its black and
 * yellow, which vanish on dark and on light ground.
 */
export const palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"] as const;

/** For lines that are there to compare with: readable on light and dark ground. */
export const referenceStyle = { color: "#888888", strokeDash: [5, 4] } as const;
