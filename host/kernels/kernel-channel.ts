/** The channels that clients of a kernel use; the heartbeat stays between host and kernel. */
export type KernelChannel = "shell" | "control" | "stdin" | "iopub";

/** Those that a client may send on. */
export const requestChannels = ["shell", "control", "stdin"] as const;
export type RequestChannel = (typeof requestChannels)[number];

export function isRequestChannel(name: unknown): name is RequestChannel {
  return requestChannels.includes(name as RequestChannel);
}
