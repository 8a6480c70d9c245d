/* Light, dark, or as this computer. Remembered in a cookie so that the server writes the attribute and nothing flashes. */

export const COOKIE = "thidua_theme";
const YEAR = 365 * 24 * 3600;
const NEXT = { system: "dark", dark: "light", light: "system" };

/** The appearance in force: "light", "dark" or "system". */
export function current() {
  return document.documentElement.dataset.theme || "system";
}

/** Put an appearance in force and remember it. */
export function choose(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  const age = theme === "system" ? 0 : YEAR;
  document.cookie = `${COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
  for (const form of document.querySelectorAll("form[data-theme-form]")) show(form);
}

function show(form) {
  const theme = current();
  const words = { system: form.dataset.nameSystem, light: form.dataset.nameLight, dark: form.dataset.nameDark };
  const name = form.querySelector("[data-theme-name]");
  if (name) name.textContent = words[theme];
  const button = form.querySelector("button");
  if (button) button.value = NEXT[theme];
}

/** Take over the forms that would otherwise ask the server. */
export function enhanceThemes(scope = document) {
  for (const form of scope.querySelectorAll("form[data-theme-form]")) {
    form.hidden = false;
    show(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      choose(NEXT[current()]);
    });
  }
}
