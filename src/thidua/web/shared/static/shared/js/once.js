/* A form with data-once is sent once, however often the button is pressed. */

const PATIENCE = 15_000;
const sent = new Map();

function release(form) {
  const entry = sent.get(form);
  if (!entry) return;
  sent.delete(form);
  clearTimeout(entry.timer);
  entry.button?.removeAttribute("aria-busy");
}

/** Listen once for the whole page. */
export function listenToSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("once" in form.dataset) || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    // After the browser has taken the button's own name and value.
    setTimeout(() => button?.setAttribute("aria-busy", "true"));
    sent.set(form, { button, timer: setTimeout(() => release(form), PATIENCE) });
  });
  // Coming back with the browser's button finds the form ready again.
  window.addEventListener("pageshow", () => [...sent.keys()].forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => release(event.target.closest?.("form")));
}
