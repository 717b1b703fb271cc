/** What one should know before trusting a model. */
export type { DataFacts } from "./data-facts.ts";
export type { FitFacts } from "./fit-facts.ts";
export type { HoldOutMetric } from "./hold-out-metrics.ts";
export { ModelCard, modelCard } from "./model-card.ts";
export type { CalibrationFacts, ModelCardOptions } from "./model-card.ts";
