/** Networks shall be trained by TensorFlow.js, and there is none here. */
export class MissingTensorflowError extends Error {
  override readonly name = "MissingTensorflowError";
}
