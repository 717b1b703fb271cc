import type { TooltipHandler } from "vega";

const gap = 12;

let bubble: HTMLElement | undefined;
/** Where the page was scrolled to when the bubble was shown. */
let shownAt = 0;

/** Vega's tooltip handler: what a mark says of itself, as text beside the pointer. */
export const showTooltip: TooltipHandler = (_handler, event, _item, value) => {
  if (value === null || value === undefined || value === "") {
    if (bubble) bubble.hidden = true;
    return;
  }
  bubble ??= createBubble();
  bubble.replaceChildren(toContent(value));
  bubble.hidden = false;
  shownAt = scrollY;
  moveBeside(bubble, event as MouseEvent);
};

function createBubble(): HTMLElement {
  const element = document.createElement("div");
  element.className = "ulm-tooltip";
  element.setAttribute("role", "tooltip");
  document.body.append(element);
  const hideWhenLeft = () => {
    // The event of a scroll that ended before the bubble was shown may come after it.
    if (scrollY !== shownAt) element.hidden = true;
  };
  addEventListener("scroll", hideWhenLeft, { passive: true });
  return element;
}

function toContent(value: unknown): Node {
  if (typeof value !== "object" || value === null) return document.createTextNode(String(value));
  const list = document.createElement("dl");
  for (const [name, field] of Object.entries(value)) {
    const term = document.createElement("dt");
    const detail = document.createElement("dd");
    term.textContent = name;
    detail.textContent = typeof field === "object" ? JSON.stringify(field) : String(field);
    list.append(term, detail);
  }
  return list;
}

/** To the lower right of the pointer, or on the other side where the window ends. */
function moveBeside(element: HTMLElement, { clientX, clientY }: MouseEvent): void {
  const { width, height } = element.getBoundingClientRect();
  const left = clientX + gap + width > innerWidth ? clientX - gap - width : clientX + gap;
  const top = clientY + gap + height > innerHeight ? clientY - gap - height : clientY + gap;
  element.style.left = `${Math.max(4, left)}px`;
  element.style.top = `${Math.max(4, top)}px`;
}
