/** The header's button that unfolds all code, or folds it again. */
export function foldCode(): void {
  const button = document.querySelector<HTMLButtonElement>(".code-switch");
  button?.addEventListener("click", () => {
    const unfold = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(unfold));
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details.code")) details.open = unfold;
  });
}
