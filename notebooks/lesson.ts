import type { Localized } from "./localized.ts";

/** Notebook metadata `ulm`: what makes an `.ipynb` a lesson. */
export interface LessonMetadata {
  /** The notebook's stem: `churn` for `notebooks/churn.ipynb`. */
  lesson: string;
  title: Localized;
  summary: Localized;
  minutes: number;
  level: "beginner" | "intermediate" | "advanced";
  /** Rows of the articles' coverage list that it makes runnable. */
  covers: string[];
}

/** Cell metadata `ulm`. A prose cell says its language; a code cell without one serves both. */
export interface CellMetadata {
  language?: "en" | "zh-CN";
  /** Pairs a prose cell with its twin in the other language. */
  pair?: string;
  exercise?: string;
}
