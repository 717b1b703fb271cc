import { PageConfig, URLExt } from "@jupyterlab/coreutils";

/** Beyond this an output scrolls inside its frame. */
const maximalHeight = 4000;

/** From the frame, when its content has another height. */
type HeightMessage = { type: "ulm:height"; height: number };

/**
 * Shows scripted HTML in a frame of its own origin: it can compute and draw, and reach neither this page, nor the host,
 * nor the network. The host's `/sandbox` page writes the HTML that it is sent and reports the height it takes.
 */
export class SandboxedPage {
  readonly node = document.createElement("iframe");

  constructor(html: string) {
    this.node.className = "ulm-Sandbox";
    this.node.setAttribute("sandbox", "allow-scripts");
    this.node.src = URLExt.join(PageConfig.getBaseUrl(), "sandbox");
    // The frame's origin is opaque: it can only be addressed as `*`, and only recognised by its window.
    this.node.addEventListener("load", () => this.node.contentWindow?.postMessage({ type: "ulm:html", html }, "*"), {
      once: true,
    });
    window.addEventListener("message", this.#resize);
  }

  dispose(): void {
    window.removeEventListener("message", this.#resize);
    this.node.remove();
  }

  readonly #resize = (event: MessageEvent<HeightMessage>): void => {
    if (event.source !== this.node.contentWindow || event.data?.type !== "ulm:height") return;
    const height = Number(event.data.height);
    if (height > 0) this.node.style.height = `${Math.min(Math.ceil(height), maximalHeight)}px`;
  };
}
