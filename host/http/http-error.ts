/** A request that cannot be served: what Jupyter clients show as `message`, with the machine-readable `reason` beside it. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly status: number;
  readonly reason: string | null;
  /** Further fields of the JSON answer. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    options: { reason?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = status;
    this.reason = options.reason ?? null;
    this.details = options.details ?? {};
  }
}
