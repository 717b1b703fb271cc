/** Marks, in the contents, the section that is being read: the last heading above the upper third of the window. */
export function followSections(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
  const headings = links.map((link) => document.getElementById(link.getAttribute("href")!.slice(1)));
  if (links.length === 0) return;
  let current: HTMLAnchorElement | undefined;
  const update = () => {
    const isPassed = (heading: HTMLElement | null) =>
      heading !== null && heading.offsetParent !== null && heading.getBoundingClientRect().top < innerHeight / 3;
    const reading = links[headings.findLastIndex(isPassed)];
    if (reading === current) return;
    current?.removeAttribute("aria-current");
    reading?.setAttribute("aria-current", "true");
    current = reading;
  };
  let isPending = false;
  const schedule = () => {
    if (isPending) return;
    isPending = true;
    requestAnimationFrame(() => {
      isPending = false;
      update();
    });
  };
  addEventListener("scroll", schedule, { passive: true });
  addEventListener("resize", schedule, { passive: true });
  update();
}
