/** What a Jupyter connection file says. A port that is 0 is chosen by the kernel, which then writes it into the file. */
export interface ConnectionInfo {
  transport: "tcp" | "ipc";
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  key: string;
  signature_scheme: string;
  kernel_name?: string;
}

export const channels = ["shell", "iopub", "stdin", "control", "hb"] as const;
export type Channel = (typeof channels)[number];

/** The ZeroMQ address of one of the kernel's five sockets. */
export function toAddress(info: ConnectionInfo, channel: Channel): string {
  const port = info[`${channel}_port`];
  return info.transport === "ipc" ? `ipc://${info.ip}-${port}` : `tcp://${info.ip}:${port}`;
}

/** Whether every channel has its port. */
export function hasPorts(info: ConnectionInfo): boolean {
  return channels.every((channel) => info[`${channel}_port`] > 0);
}
