/**
 * What training makes small, for each row: the binary or multinomial log loss of the outputs taken as logits, or half the squared
 * error. As in scikit-learn's `MLPClassifier` and `MLPRegressor`.
 */
export type Loss = "binary" | "multinomial" | "squared";
