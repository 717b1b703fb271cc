/** What customers may like next. */
export { MatrixFactorization } from "./matrix-factorization.ts";
export type { FoldedUser, MatrixFactorizationParams, Recommendation } from "./matrix-factorization.ts";
export type { RatingArguments, RatingColumns } from "./rating-data.ts";
export { RatingError } from "./rating-error.ts";
