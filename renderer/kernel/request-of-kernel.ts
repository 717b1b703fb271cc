import { type Kernel, KernelMessage } from "@jupyterlab/services";

/**
 * Sends a request of our own to a kernel.
 *
 * @returns the content of its reply; undefined when there is no kernel to answer
 */
export async function requestOfKernel(
  kernel: Kernel.IKernelConnection | null | undefined,
  type: string,
  content: object,
): Promise<unknown> {
  if (!kernel || kernel.isDisposed || kernel.status === "dead") return undefined;
  // The types know Jupyter's own messages only.
  const message = KernelMessage.createMessage<KernelMessage.IInfoRequestMsg>({
    msgType: type as "kernel_info_request",
    channel: "shell",
    session: kernel.clientId,
    username: kernel.username,
    content: content as Record<string, never>,
  });
  // A kernel that is replaced meanwhile answers no more.
  const reply = await kernel.sendShellMessage(message, true).done.catch(() => undefined);
  return reply?.content;
}
