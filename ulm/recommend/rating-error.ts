/** Ratings that no recommender can take; the message names what, in which row, and what to do. */
export class RatingError extends Error {
  override readonly name = "RatingError";
}
