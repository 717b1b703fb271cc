/** A computation needs more memory than kernels can have. */
export class KernelMemoryError extends Error {
  override readonly name = "KernelMemoryError";

  /** @param task whose computation it is, for example "KMeans" */
  constructor(task: string, bytes: number, used: number, limit: number) {
    const size = (count: number) => `${(count / 2 ** 30).toFixed(2)} GB`;
    super(
      `${task} needs an array of ${size(bytes)}, but computations can have ${size(limit)} together and hold ${size(used)} now. ` +
        "Take a sample of the rows (Table.take), drop columns, or compute in parts.",
    );
  }
}
