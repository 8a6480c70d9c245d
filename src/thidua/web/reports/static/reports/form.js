/* The report's form saves itself, box by box, a moment after typing stops.

   A box is an element with data-box and data-revision. What cannot be sent (no network, session over) stays on this
   computer through the form's draft (data-draft) and goes out when the network is back. A box that another officer
   saved meanwhile is shown side by side; nothing is overwritten before a person has chosen. */

const WAIT = 1500;
const RETRY = 8000;

const form = document.querySelector("[data-report-form]");
const state = form?.querySelector("[data-save-state]");
const dirty = new Map(); // box -> when it was typed last
const colliding = new Set();
let timer = 0;
let sending = false;

const boxOf = (control) => control.closest("[data-box]");
const controlsOf = (box) => [...box.querySelectorAll("input:not([type=hidden]), textarea")].filter((one) => one.name);
const fieldOf = (box, control) => control.name.slice(box.dataset.box.length + 1);
const typedIn = (box) => Object.fromEntries(controlsOf(box).map((one) => [fieldOf(box, one), one.value]));
const words = (id) => document.getElementById(id)?.content.textContent.trim() ?? "";
const token = () => form.querySelector("input[name=csrfmiddlewaretoken]").value;

function say(text, look = "") {
  state.textContent = text;
  state.className = `save-state${look ? ` save-state--${look}` : ""}`;
}

function revise(box, revision) {
  box.dataset.revision = revision;
  const hidden = form.elements.namedItem(`${box.dataset.box}-revision`);
  if (hidden) hidden.value = revision;
}

function mark(box, at = Date.now()) {
  dirty.set(box, at);
  box.classList.add("is-dirty");
}

function settle(box) {
  dirty.delete(box);
  box.classList.remove("is-dirty");
  for (const control of controlsOf(box)) control.defaultValue = control.value;
}

function plan(wait = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

async function send() {
  clearTimeout(timer);
  const ready = [...dirty].filter(([box]) => !colliding.has(box));
  if (sending || !ready.length) return;
  sending = true;
  say(words("report-saving"));
  try {
    const answer = await fetch(form.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      body: JSON.stringify({
        boxes: ready.map(([box]) => ({
          box: box.dataset.box, revision: Number(box.dataset.revision), typed: typedIn(box),
        })),
      }),
    });
    await take(answer, ready);
  } catch {
    say(words("report-offline"), "off");
    plan(RETRY);
  } finally {
    sending = false;
  }
  if ([...dirty.keys()].some((box) => !colliding.has(box)) && !timer) plan();
}

async function take(answer, sent) {
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (answer.redirected || !isJson) {
    if (answer.status < 500) document.dispatchEvent(new CustomEvent("thidua:signed-out"));
    say(words("report-offline"), "off");
    plan(RETRY);
    return;
  }
  const said = await answer.json();
  if (!answer.ok) {
    say([words("report-refused"), ...(said.reasons ?? [])].join(" "), "off");
    return;
  }
  timer = 0;
  for (const one of said.saved) {
    const [box, at] = sent.find(([each]) => each.dataset.box === one.box) ?? [];
    if (!box) continue;
    revise(box, one.revision);
    show(box, one);
    if (dirty.get(box) === at) settle(box);
  }
  for (const met of said.meanwhile) {
    const [box] = sent.find(([each]) => each.dataset.box === met.box) ?? [];
    if (box) collide(box, met);
  }
  say(said.said, "ok");
  if (!dirty.size) form.dispatchEvent(new CustomEvent("thidua:saved", { bubbles: true }));
}

/** The figures that follow from a box, and what in it cannot be read. */
function show(box, said) {
  for (const place of box.querySelectorAll("[data-shown]")) {
    if (said.shown) place.textContent = said.shown[place.dataset.shown] ?? "";
  }
  if (said.shown) box.querySelector(".reached svg")?.remove();
  for (const control of controlsOf(box)) {
    const fault = document.getElementById(`${control.name}-error`);
    const why = said.errors[fieldOf(box, control)] ?? "";
    if (!fault) continue;
    fault.hidden = !why;
    fault.lastElementChild.textContent = why;
    if (why) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (why) control.setAttribute("aria-describedby", fault.id);
  }
}

function lines(room, typed) {
  for (const text of Object.values(typed)) {
    if (!text) continue;
    const line = document.createElement("p");
    line.textContent = text;
    room.append(line);
  }
}

/** Both officers' words side by side; the reader chooses. */
function collide(box, met) {
  if (colliding.has(box)) return;
  colliding.add(box);
  const panel = document.getElementById("report-collision").content.firstElementChild.cloneNode(true);
  panel.querySelector("[data-by]").textContent = met.by;
  panel.querySelector("[data-at]").textContent = met.at;
  lines(panel.querySelector("[data-theirs]"), met.typed);
  lines(panel.querySelector("[data-mine]"), typedIn(box));
  panel.querySelector("[data-take]").addEventListener("click", () => {
    for (const control of controlsOf(box)) control.value = met.typed[fieldOf(box, control)] ?? "";
    revise(box, met.revision);
    over(box, panel);
    settle(box);
    if (!dirty.size) form.dispatchEvent(new CustomEvent("thidua:saved", { bubbles: true }));
  });
  panel.querySelector("[data-keep]").addEventListener("click", () => {
    revise(box, met.revision);
    over(box, panel);
    mark(box);
    send();
  });
  const cell = box.matches("tr") ? box.querySelector("th") : box;
  cell.append(panel);
  panel.querySelector("button").focus();
}

function over(box, panel) {
  colliding.delete(box);
  panel.remove();
  controlsOf(box)[0]?.focus();
}

/** What this computer kept from an earlier visit: sent, unless the saved words changed since it was typed. */
function resume(base = {}) {
  for (const box of form.querySelectorAll("[data-box]")) {
    const controls = controlsOf(box);
    if (!controls.some((one) => one.value !== one.defaultValue)) continue;
    const changed = controls.some((one) => one.name in base && base[one.name][0] !== one.defaultValue);
    mark(box);
    if (changed) {
      collide(box, {
        by: box.querySelector("[data-who]")?.textContent ?? "",
        at: "",
        revision: Number(box.dataset.revision),
        typed: Object.fromEntries(controls.map((one) => [fieldOf(box, one), one.defaultValue])),
      });
    }
  }
  if (dirty.size) plan(0);
}

if (form) {
  form.addEventListener("input", (event) => {
    const box = boxOf(event.target);
    if (!box) return;
    mark(box);
    say(words("report-typed"));
    plan();
  });
  form.addEventListener("focusout", () => dirty.size && plan(200));
  form.addEventListener("thidua:restored", (event) => resume(event.detail?.base));
  form.addEventListener("thidua:discarded", () => {
    for (const box of [...dirty.keys()]) settle(box);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  // The draft may have been put back before this module ran.
  if (form.previousElementSibling?.matches("[data-draft-notice]")) resume();
}
