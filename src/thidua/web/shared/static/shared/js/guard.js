/* A form with data-guard warns before the page is left with something unsent. */

const dirty = new Set();

/** Whether anything guarded has been changed and not sent. */
export function anythingUnsent() {
  for (const form of dirty) if (!form.isConnected) dirty.delete(form);
  return dirty.size > 0;
}

/** Say that a form's content is safe with the server. */
export function settle(form) {
  dirty.delete(form);
}

/** Listen once for the whole page. */
export function listenToLeaving() {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "guard" in form.dataset) dirty.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) settle(event.target);
  });
  document.addEventListener("thidua:saved", (event) => settle(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (anythingUnsent()) event.preventDefault();
  });
}
