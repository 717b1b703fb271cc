import { PageConfig, URLExt } from "@jupyterlab/coreutils";

/** Beyond this an output scrolls inside its frame. */
const maximalHeight = 4000;

/** From the frame (host/pages/sandbox-page.ts): it listens, or its content has another height. */
type FrameMessage = { type: "ulm-sandbox:ready" } | { type: "ulm-sandbox:height"; height: number };

/**
 * Shows scripted HTML in a frame of its own origin: it can compute and draw, and reach neither this page, nor the host,
 * nor the network. The host's `/sandbox` page writes the HTML that it is sent and reports the height it takes.
 */
export class SandboxedPage {
  readonly node = document.createElement("iframe");
  readonly #html: string;

  constructor(html: string) {
    this.node.className = "ulm-Sandbox";
    this.node.setAttribute("sandbox", "allow-scripts");
    this.node.src = URLExt.join(PageConfig.getBaseUrl(), "sandbox");
    this.#html = html;
    window.addEventListener("message", this.#listen);
  }

  dispose(): void {
    window.removeEventListener("message", this.#listen);
    this.node.remove();
  }

  /** The frame's origin is opaque: it can only be addressed as `*`, and only recognised by its window. */
  readonly #listen = ({ source, data }: MessageEvent<FrameMessage>): void => {
    const frame = this.node.contentWindow;
    if (frame === null || source !== frame) return;
    if (data?.type === "ulm-sandbox:ready") frame.postMessage({ type: "ulm-sandbox:show", html: this.#html }, "*");
    if (data?.type === "ulm-sandbox:height" && data.height > 0) {
      this.node.style.height = `${Math.min(Math.ceil(data.height), maximalHeight)}px`;
    }
  };
}
