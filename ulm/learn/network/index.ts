/** Networks: dense, recurrent and convolutional, for classification and regression. */
export { Conv1dClassifier, Conv1dRegressor } from "./conv1d.ts";
export type { Conv1dClassifierParams, Conv1dRegressorParams } from "./conv1d.ts";
export type { LayerSpec, Weights } from "./layer.ts";
export { LstmClassifier, LstmRegressor } from "./lstm.ts";
export type { LstmClassifierParams, LstmRegressorParams } from "./lstm.ts";
export { MLPClassifier, MLPRegressor } from "./mlp.ts";
export type { MLPClassifierParams, MLPRegressorParams } from "./mlp.ts";
export type { Network } from "./network.ts";
export { MissingTensorflowError } from "./missing-tensorflow-error.ts";
export { trainNetworksWith } from "./network-trainer.ts";
export type { NetworkTrainer } from "./network-trainer.ts";
