/** Whether today's data still look like those that a model learnt from. */
export { domainClassifier } from "./domain-classifier.ts";
export type { DomainClassification, DomainClassifierOptions } from "./domain-classifier.ts";
export { drift, DriftReport } from "./drift.ts";
export type { ColumnDrift, DriftLevel, DriftOptions } from "./drift.ts";
export { populationStability } from "./population-stability.ts";
export type { PopulationStability, StabilityBin, StabilityOptions } from "./population-stability.ts";
