/* The builder: a change of the way of scoring shows its boxes at once. Without script the button beside it does. */

for (const select of document.querySelectorAll("select[data-refreshes]")) {
  const button = document.getElementById(select.dataset.refreshes);
  if (!button) continue;
  button.hidden = true;
  select.addEventListener("change", () => select.form.requestSubmit(button));
}
