/* Questions the sheet asks: why a value is changed, which of two versions to keep, and what could not be kept. */

const dialogOf = (id) => document.getElementById(id);

/** Resolve when a dialog is closed; `answer` is set by whoever closes it. */
function ask(dialog, ready) {
  return new Promise((resolve) => {
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.addEventListener("close", () => resolve(answer), { once: true });
    ready(done);
    dialog.showModal();
  });
}

/** The reason for one changed cell, or null when the change is given up. */
export function askReason(where) {
  const dialog = dialogOf("ask-reason");
  const text = dialog.querySelector("textarea");
  dialog.querySelector("[data-reason-where]").textContent = where;
  text.value = "";
  return ask(dialog, (done) => {
    dialog.querySelector("[data-reason-cancel]").onclick = () => done(null);
    dialog.querySelector("[data-reason-ok]").onclick = () => (text.value.trim() ? done(text.value.trim()) : text.focus());
    // With braces: a handler set as a property that answers false would swallow every key.
    text.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.value.trim()) done(text.value.trim());
    };
    setTimeout(() => text.focus());
  });
}

/** Both versions of one cell side by side; true to save what was typed here. */
export function chooseVersion(answer) {
  const dialog = dialogOf("collision");
  const room = dialog.querySelector("[data-collision-room]");
  dialog.querySelector("[data-collision-body]").textContent = answer.body;
  const [one] = answer.cells;
  const side = dialogOf("collision-side").content.cloneNode(true);
  const fill = (name, words) => (side.querySelector(`[data-${name}]`).textContent = words);
  fill("who", one.who);
  fill("when", one.when);
  fill("theirs", one.theirs);
  fill("their-reason", one.their_reason);
  fill("where", one.where);
  fill("yours", one.yours);
  room.replaceChildren(side);
  return ask(dialog, (done) => {
    dialog.querySelector("[data-collision-theirs]").onclick = () => done(false);
    dialog.querySelector("[data-collision-mine]").onclick = () => done(true);
  }).then(Boolean);
}

/** What could not be kept, cell by cell, with what to do. */
export function showProblems(answer, whereOf) {
  const dialog = dialogOf("unfit");
  dialog.querySelector("[data-unfit-title]").textContent = answer.title;
  const list = dialog.querySelector("[data-unfit-list]");
  list.replaceChildren(
    ...(answer.cells ?? []).map((one) => {
      const item = document.createElement("li");
      const place = one.key ? `${whereOf(one.key)}: ` : "";
      item.textContent = `${place}${one.what}${one.todo ? ` ${one.todo}` : ""}`;
      return item;
    }),
  );
  return ask(dialog, () => {});
}
