/** What customers may like next. */
export type { Recommendation } from "./best-items.ts";
export { ImplicitMatrixFactorization } from "./implicit-matrix-factorization.ts";
export type { ImplicitMatrixFactorizationParams, InteractionArguments } from "./implicit-matrix-factorization.ts";
export { MatrixFactorization } from "./matrix-factorization.ts";
export type { FoldedUser, MatrixFactorizationParams } from "./matrix-factorization.ts";
export type { RatingArguments, RatingColumns } from "./rating-data.ts";
export { RatingError } from "./rating-error.ts";
