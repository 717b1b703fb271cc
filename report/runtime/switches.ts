/** Lets readers choose language and theme: attributes of the root, which the style sheet follows. */
export function startSwitches(root: HTMLElement): void {
  connect("chooseLanguage", (language) => {
    root.lang = language;
    root.dataset["language"] = language;
    const title = root.getAttribute(`data-title-${language.toLowerCase()}`);
    if (title !== null) document.title = title;
  });
  connect("chooseTheme", (theme) => {
    root.dataset["theme"] = theme;
  });
}

function connect(choice: "chooseLanguage" | "chooseTheme", choose: (value: string) => void): void {
  const attribute = choice === "chooseLanguage" ? "data-choose-language" : "data-choose-theme";
  const buttons = document.querySelectorAll<HTMLButtonElement>(`button[${attribute}]`);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(button.dataset[choice]!);
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
    });
  }
}
