import { followSections } from "./follow-sections.ts";
import { foldCode } from "./fold-code.ts";
import { startSwitches } from "./switches.ts";

// Without scripts the page is whole but for its controls, so they appear only here.
for (const controls of document.querySelectorAll<HTMLElement>(".controls")) controls.hidden = false;

startSwitches(document.documentElement);
foldCode();
followSections();

// On narrow screens the contents would push the text below the fold.
if (!matchMedia("(min-width: 64rem)").matches) {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(".contents details")) details.open = false;
}
