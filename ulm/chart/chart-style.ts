/** Size in pixels, fixed, so that a chart is the same in the app, in reports and on paper; who shows it may scale it. */
export const chartSize = { width: 480, height: 320 } as const;

/**
 * After Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart with every kind of colour vision; the blue a little lighter, so
 * that it shows on dark ground as on light, and without their black and yellow, which vanish on one of them.
 */
export const palette = ["#1F83C4", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"] as const;

/** For lines that are there to compare with: readable on light and dark ground. */
export const referenceStyle = { color: "#888888", strokeDash: [5, 4] } as const;
