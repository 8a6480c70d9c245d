/* A unit's registration: rows without a reload, the weights added up as one types, saved by itself.

   Without script every button does the same by a reload of the page. */

const PAUSE = 15_000;
const form = document.querySelector("form[data-registration]");

const boxes = (name) => [...form.querySelectorAll(`input[name^="target-"][name$="-${name}"]`)];

/** A number as people here write it: "7,5", "1.234,5" or "7.5"; NaN when it is none. */
function read(text) {
  const plain = text.trim().replaceAll(" ", "");
  if (!plain) return 0;
  const grouped = document.documentElement.lang === "en" ? plain.replaceAll(",", "") : plain.replaceAll(".", "").replace(",", ".");
  const number = Number(plain.includes(",") ? grouped : plain);
  return Number.isFinite(number) ? number : NaN;
}

function addUp() {
  const output = form.querySelector("[data-weights]");
  const sum = boxes("weight").reduce((total, box) => total + read(box.value), 0);
  const words = Number.isNaN(sum)
    ? "…"
    : (Math.round(sum * 10_000) / 10_000).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi-VN");
  output.textContent = output.dataset.words.replace("{sum}", words);
}

/** Count the rows anew after one was added, dropped or moved. */
function renumber() {
  form.querySelectorAll("fieldset.target").forEach((row, place) => {
    for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(/target-\d+-/, `target-${place}-`));
      }
    }
    for (const button of row.querySelectorAll("button[value]")) {
      button.value = String(place);
      button.hidden = button.name === "up" && place === 0;
      button.querySelector(".sr").textContent = ` ${place + 1}`;
    }
    const legend = row.querySelector("legend");
    legend.firstChild.textContent = legend.firstChild.textContent.replace(/\d+/, String(place + 1));
  });
  addUp();
}

const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button || !["add", "drop", "up"].includes(button.name)) return;
  event.preventDefault();
  const rows = form.querySelector("[data-targets]");
  const row = button.closest("fieldset.target");
  if (button.name === "add") {
    rows.append(document.querySelector("template[data-target-row]").content.cloneNode(true));
    renumber();
    rows.lastElementChild.querySelector("input:not([type=hidden])").focus();
  } else if (button.name === "drop") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    renumber();
    (next?.querySelector("input:not([type=hidden])") ?? form.querySelector("[data-add]")).focus();
  } else if (row.previousElementSibling) {
    row.previousElementSibling.before(row);
    renumber();
    button.hidden ? row.querySelector("input:not([type=hidden])").focus() : button.focus();
  }
  changed();
});

const WRITTEN = ["name", "measure", "numerator", "denominator", "secrecy", "weight", "baseline", "target", "deadline"];

/** New rows have been given a key and a code; empty ones are not kept. */
function keyRows(rows) {
  const kept = [...form.querySelectorAll("fieldset.target")].filter((row) =>
    WRITTEN.some((name) => row.querySelector(`[name$="-${name}"]`).value.trim()),
  );
  if (kept.length !== rows.length) return; // Typed on meanwhile: the next saving settles it.
  kept.forEach((row, place) => {
    row.querySelector('[name$="-key"]').value = rows[place].key;
    row.querySelector('[name$="-code"]').value = rows[place].code;
  });
}

let timer = 0;
let last = form ? JSON.stringify([...new FormData(form)]) : "";

async function save() {
  const state = form.querySelector("[data-saved-state]");
  const data = new FormData(form);
  const now = JSON.stringify([...data]);
  if (now === last) return;
  let answer;
  try {
    answer = await fetch(location.href, { method: "POST", body: data, headers: { "X-Autosave": "1" } });
  } catch {
    return; // Offline: the draft stays on this computer, and the next pause tries again.
  }
  if (!answer.headers.get("Content-Type")?.includes("json")) return;
  const said = await answer.json();
  state.textContent = said.said;
  if (!answer.ok) return;
  form.elements.revision.value = String(said.revision);
  keyRows(said.rows);
  last = JSON.stringify([...new FormData(form)]);
  if (JSON.stringify([...data].filter(([name]) => name !== "revision")) === JSON.stringify([...new FormData(form)].filter(([name]) => name !== "revision"))) {
    form.dispatchEvent(new CustomEvent("thidua:saved", { bubbles: true }));
  }
}

if (form) {
  addUp();
  form.addEventListener("input", () => {
    addUp();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
