/* What is typed into a form with data-draft="<key>" stays on this computer until the server confirms the save.

   Kept per account, page and key. Never kept: passwords, files, hidden fields, one-time codes, and what has data-no-draft.
   The server confirms by a success message on the next page this tab shows, or script by the event "thidua:saved" on the form. */

const PREFIX = "thidua:draft:";
const SENT = "thidua:sent";
const WAIT = 300;
const KEPT_DAYS = 30;
const SENT_MINUTES = 5;
const SECRET = /^(current-password|new-password|one-time-code|cc-.*)$/;

const account = () => document.body.dataset.account ?? "";
const place = (form) => `${PREFIX}${account()}:${location.pathname}:${form.dataset.draft}`;

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function keepable(control) {
  return (
    control.name &&
    !control.disabled &&
    !["hidden", "password", "file", "submit", "button", "reset", "image"].includes(control.type) &&
    !SECRET.test(control.getAttribute("autocomplete") ?? "") &&
    !("noDraft" in control.dataset)
  );
}

/** The values of a form that may be kept, as { name: [values] }. */
export function valuesOf(form) {
  const values = {};
  for (const control of form.elements) {
    if (!keepable(control)) continue;
    const list = (values[control.name] ??= []);
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) list.push(control.value);
    } else if (control.multiple) {
      list.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      list.push(control.value);
    }
  }
  return values;
}

/** Put kept values back. */
export function fill(form, values) {
  const used = {};
  for (const control of form.elements) {
    if (!keepable(control) || !(control.name in values)) continue;
    const list = values[control.name];
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = list.includes(control.value);
    } else if (control.multiple) {
      for (const option of control.options) option.selected = list.includes(option.value);
    } else {
      const index = (used[control.name] = (used[control.name] ?? -1) + 1);
      if (index < list.length) control.value = list[index];
    }
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const given = new WeakMap();
const timers = new WeakMap();
const sentForms = new WeakSet();

function keep(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (sentForms.has(form)) return;
  const values = valuesOf(form);
  if (same(values, given.get(form))) {
    localStorage.removeItem(place(form));
    return;
  }
  write(localStorage, place(form), { at: Date.now(), base: given.get(form), values });
}

/** Forget the draft of a form: it was saved, or thrown away. */
export function forget(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  localStorage.removeItem(place(form));
  given.set(form, valuesOf(form));
  form.previousElementSibling?.matches("[data-draft-notice]") && form.previousElementSibling.remove();
}

function announce(form, draft, changedMeanwhile) {
  const template = document.getElementById("draft-notice");
  if (!template) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  const when = notice.querySelector("[data-draft-when]");
  const at = new Date(draft.at);
  when.dateTime = at.toISOString();
  when.textContent = at.toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", {
    day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  notice.querySelector("[data-draft-changed]").hidden = !changedMeanwhile;
  notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
    fill(form, given.get(form));
    forget(form);
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    form.dispatchEvent(new CustomEvent("thidua:discarded", { bubbles: true }));
  });
  form.before(notice);
}

function restore(form) {
  const now = valuesOf(form);
  given.set(form, now);
  const draft = read(localStorage, place(form));
  if (!draft) return;
  if (same(draft.values, now)) {
    localStorage.removeItem(place(form));
    return;
  }
  fill(form, draft.values);
  announce(form, draft, !same(draft.base, now) && !form.querySelector(".field--bad"));
  form.dispatchEvent(new CustomEvent("thidua:restored", { bubbles: true, detail: draft }));
}

function confirmSent() {
  const sent = read(sessionStorage, SENT) ?? [];
  if (!sent.length) return;
  if (document.querySelector("[data-saved]")) {
    for (const { key, at } of sent) if (Date.now() - at < SENT_MINUTES * 60_000) localStorage.removeItem(key);
  }
  sessionStorage.removeItem(SENT);
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = read(localStorage, key);
    if (!draft || Date.now() - draft.at > KEPT_DAYS * 86_400_000) localStorage.removeItem(key);
  }
}

const formOf = (target) => target?.form?.closest?.("form[data-draft]") ?? null;

/** Bring back drafts of the forms in `scope`. */
export function restoreDrafts(scope = document) {
  for (const form of scope.querySelectorAll("form[data-draft]")) if (!given.has(form)) restore(form);
}

/** Start: settle what was sent before, bring drafts back, keep what is typed. */
export function startDrafts() {
  try {
    localStorage.getItem(PREFIX);
  } catch {
    return; // Storage is switched off: nothing is kept, and nothing is promised.
  }
  confirmSent();
  forgetOld();
  restoreDrafts();
  const typed = (event) => {
    const form = formOf(event.target);
    if (!form) return;
    sentForms.delete(form);
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), WAIT));
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("draft" in form.dataset)) return;
    keep(form);
    if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
    sentForms.add(form);
    write(sessionStorage, SENT, [...(read(sessionStorage, SENT) ?? []), { key: place(form), at: Date.now() }]);
  });
  document.addEventListener("thidua:saved", (event) => {
    if (event.target.matches?.("form[data-draft]")) forget(event.target);
  });
  const keepAll = () => {
    for (const form of document.querySelectorAll("form[data-draft]")) if (timers.has(form)) keep(form);
  };
  window.addEventListener("pagehide", keepAll);
  document.addEventListener("thidua:session-over", keepAll);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());
}
