/** Whether today's data still look like those that a model learnt from. */
export { DomainClassification, domainClassifier } from "./domain-classifier.ts";
export type { DomainClassifierOptions } from "./domain-classifier.ts";
export { drift, DriftReport } from "./drift.ts";
export type { ColumnDrift, DriftLevel, DriftOptions } from "./drift.ts";
export { PopulationStability, populationStability } from "./population-stability.ts";
export type { StabilityBin, StabilityOptions } from "./population-stability.ts";
