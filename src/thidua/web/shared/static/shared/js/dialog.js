/* Dialogs: data-opens="<id>" and data-closes; and a question before a form with data-confirm is sent. */

/** Open a dialog; where there is no showModal the dialog is simply shown. */
export function open(dialog) {
  if (!dialog || dialog.matches(":modal")) return;
  if (dialog.open) dialog.close();
  dialog.showModal();
}

const agreed = new WeakSet();

function ask(form, submitter) {
  const dialog = document.getElementById("confirm");
  if (!dialog) return true;
  dialog.querySelector("[data-confirm-title]").textContent = form.dataset.confirmTitle ?? "";
  dialog.querySelector("[data-confirm-body]").textContent = form.dataset.confirm;
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.onclick = () => {
    dialog.close();
    agreed.add(form);
    form.requestSubmit(submitter ?? undefined);
  };
  open(dialog);
  return false;
}

/** Listen once for the whole page. */
export function listenToDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      open(dialog);
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  });
  // In the capture phase: before htmx or "once" take the form for sent.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.dataset.confirm || agreed.delete(form)) return;
      if (ask(form, event.submitter)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
