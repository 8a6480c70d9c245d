/* The end of a session is never a surprise: a visible countdown, "stay" that really renews it, and drafts that survive.

   Everything is computed from the server's own time of expiry, never by counting ticks, so a laptop that slept knows at
   once. Tabs tell each other: one renewed tab renews all. */

const CHANNEL = "thidua-session";
const STORE = "thidua:session";
const SAY_AT = [60, 30, 10];

export class IdleWatch {
  constructor(dialog) {
    this.dialog = dialog;
    this.warn = Number(dialog.dataset.warn);
    this.expires = Number(dialog.dataset.expires);
    const now = Number(dialog.dataset.now);
    this.offset = now ? now - Date.now() / 1000 : 0;
    this.said = Infinity;
    this.over = false;
    this.timer = 0;
  }

  start() {
    this.hear();
    this.takeStored();
    this.tell();
    this.dialog.querySelector("[data-idle-stay]").addEventListener("click", () => this.stay());
    // Escape must not hide that the session is ending.
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    for (const type of ["focus", "pageshow", "online"]) window.addEventListener(type, () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
    document.addEventListener("thidua:alive", (event) => this.renewed(event.detail));
    document.addEventListener("thidua:signed-out", () => this.end());
    this.look();
  }

  /** Seconds left by the server's clock. */
  left() {
    return this.expires - (Date.now() / 1000 + this.offset);
  }

  /** See where things stand, show it, and come back when it matters next. */
  look() {
    clearTimeout(this.timer);
    if (this.over) return;
    const left = this.left();
    if (left <= 0) {
      this.takeStored();
      if (this.left() <= 0) return this.end();
      return this.look();
    }
    if (left <= this.warn) {
      this.show(left);
      this.timer = setTimeout(() => this.look(), (left % 1 || 1) * 1000);
    } else {
      this.hide();
      this.timer = setTimeout(() => this.look(), Math.min((left - this.warn) * 1000, 60_000));
    }
  }

  show(left) {
    const seconds = Math.ceil(left);
    const find = (name) => this.dialog.querySelector(`[data-idle-${name}]`);
    if (!this.dialog.open) this.dialog.showModal();
    find("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    find("bar").setAttribute("width", `${Math.max(0, Math.min(100, (left / this.warn) * 100)).toFixed(1)}%`);
    const mark = SAY_AT.filter((at) => seconds <= at).at(-1);
    if (mark !== undefined && mark < this.said) {
      this.said = mark;
      find("say").textContent = find("say").dataset.words.replace("SECONDS", String(seconds));
    }
  }

  hide() {
    this.said = Infinity;
    this.dialog.querySelector("[data-idle-say]").textContent = "";
    this.dialog.querySelector("[data-idle-trouble]").hidden = true;
    if (this.dialog.open) this.dialog.close();
  }

  async stay() {
    const button = this.dialog.querySelector("[data-idle-stay]");
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.dialog.dataset.stay, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { Accept: "application/json", "X-CSRFToken": csrf(), "X-Requested-With": "XMLHttpRequest" },
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.end();
      if (!answer.ok) throw new Error(String(answer.status));
      const { expires_at: expires, now } = await answer.json();
      this.renewed({ expires, offset: now - Date.now() / 1000 });
      this.tell();
    } catch {
      this.dialog.querySelector("[data-idle-trouble]").hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  /** Word from this tab or another that the session lives until `expires`. */
  renewed({ expires, offset, token, account }) {
    if (account !== undefined && account !== who()) return;
    if (!(expires > this.expires)) return;
    this.expires = expires;
    if (offset !== undefined) this.offset = Math.max(this.offset, offset);
    if (token) for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    if (this.over) this.revive();
    this.hide();
    this.look();
  }

  swap(over) {
    for (const part of this.dialog.querySelectorAll("[data-idle-warning]")) part.hidden = over;
    for (const part of this.dialog.querySelectorAll("[data-idle-over]")) part.hidden = !over;
    this.dialog.setAttribute("aria-labelledby", over ? "idle-over-title" : "idle-title");
    this.dialog.setAttribute("aria-describedby", over ? "idle-over-body" : "idle-body");
  }

  end() {
    clearTimeout(this.timer);
    if (this.over) return;
    this.over = true;
    this.swap(true);
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector("[data-idle-over] a").focus();
    document.dispatchEvent(new CustomEvent("thidua:session-over"));
  }

  revive() {
    this.over = false;
    this.swap(false);
  }

  tell() {
    const word = { expires: this.expires, offset: this.offset, token: csrf(), account: who() };
    this.channel?.postMessage(word);
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...word, token: undefined }));
    } catch {
      /* Without storage the channel alone must do. */
    }
  }

  hear() {
    if ("BroadcastChannel" in window) {
      this.channel = new BroadcastChannel(CHANNEL);
      this.channel.addEventListener("message", (event) => this.renewed(event.data));
    }
    window.addEventListener("storage", (event) => {
      if (event.key === STORE) this.takeStored();
    });
  }

  takeStored() {
    try {
      const word = JSON.parse(localStorage.getItem(STORE));
      if (word) this.renewed(word);
    } catch {
      /* Nothing stored, or storage is switched off. */
    }
  }
}

const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
const who = () => document.body.dataset.account ?? "";

/** Watch the session if this page has one. */
export function watchSession() {
  const dialog = document.querySelector("dialog[data-idle]");
  if (!dialog) return null;
  const watch = new IdleWatch(dialog);
  watch.start();
  return watch;
}
