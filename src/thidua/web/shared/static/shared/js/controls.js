/* Small comforts by delegation, so that they also work in what htmx brings in later. */

/** Show what is of use only with script. */
export function revealControls(scope = document) {
  for (const element of scope.querySelectorAll("[data-needs-script], [data-print], [data-show-password]")) {
    element.hidden = false;
  }
}

/** A link of the error summary moves the focus into the field, also when the field is a group of boxes. */
function followToField(link) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return false;
  const control = target.matches("input, select, textarea, button, a[href]")
    ? target
    : target.querySelector("input:not([type=hidden]), select, textarea");
  if (!control) return false;
  (control.closest(".field") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
  return true;
}

function togglePassword(button) {
  const input = document.getElementById(button.dataset.showPassword);
  if (!input) return;
  const shown = input.type === "text";
  input.dataset.noDraft = ""; // Shown or not, it stays a password: drafts.js must never keep it.
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
}

/** Listen once for the whole page. */
export function listenToControls() {
  document.addEventListener("click", (event) => {
    const summaryLink = event.target.closest("[data-error-summary] a[href^='#']");
    if (summaryLink && followToField(summaryLink)) event.preventDefault();
    const password = event.target.closest("[data-show-password]");
    if (password) togglePassword(password);
    if (event.target.closest("[data-print]")) window.print();
    const refused = event.target.closest(".button[aria-disabled='true']");
    if (refused) event.preventDefault();
  });
  // A password that was shown must not be offered by the browser as ordinary text next time.
  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("[data-show-password][aria-pressed='true']")) togglePassword(button);
  });
  document.querySelector("[data-error-summary]")?.focus();
}
