/* Cells on their way to the server: sent at once, one request at a time, kept on this computer until confirmed.

   A cell is { text, reason, revision }. Kept under "thidua:cells:<account>:<address>" so that a closed lid, a dead
   network or an ended session loses nothing. */

const RETRY = 5000;

export class SaveQueue {
  constructor(options) {
    Object.assign(this, options);
    this.waiting = new Map();
    this.sending = false;
    this.timer = 0;
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => this.waiting.size && event.preventDefault());
  }

  get place() {
    return `thidua:cells:${document.body.dataset.account ?? ""}:${this.address}`;
  }

  /** What is typed and not yet confirmed for a cell. */
  textOf(key) {
    return this.waiting.get(key)?.text;
  }

  put(key, text) {
    this.putAll([[key, text]]);
  }

  putAll(pairs) {
    for (const [key, text] of pairs) {
      this.waiting.set(key, { text, reason: "", revision: this.revisionOf(key) });
      this.mark(key, true);
    }
    this.keep();
    this.send();
  }

  /** Take up what an earlier visit could not save. */
  resume() {
    try {
      for (const [key, cell] of JSON.parse(localStorage.getItem(this.place)) ?? []) {
        this.waiting.set(key, cell);
        this.mark(key, true);
      }
    } catch {
      /* Nothing readable is kept. */
    }
    this.send();
  }

  keep() {
    try {
      if (this.waiting.size) localStorage.setItem(this.place, JSON.stringify([...this.waiting]));
      else localStorage.removeItem(this.place);
    } catch {
      /* Storage is switched off: the cells still wait in this page. */
    }
  }

  say(id, words = "") {
    const template = document.getElementById(id);
    this.state.replaceChildren(template.content.cloneNode(true));
    const room = this.state.querySelector("[data-words]");
    if (room) room.textContent = words;
    this.state.className = `save-state${id === "words-saved" ? " save-state--ok" : id === "words-kept" ? " save-state--off" : ""}`;
  }

  drop(keys) {
    for (const key of keys) {
      this.waiting.delete(key);
      this.mark(key, false);
    }
    this.keep();
  }

  async send() {
    clearTimeout(this.timer);
    if (this.sending || !this.waiting.size) return;
    this.sending = true;
    const stage = [...this.waiting.keys()][0].split(":").pop();
    const batch = [...this.waiting].filter(([key]) => key.endsWith(`:${stage}`));
    this.say("words-saving");
    let again = true;
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token(), Accept: "application/json" },
        body: JSON.stringify({ cells: batch.map(([key, cell]) => ({ key, ...cell })) }),
      });
      again = await this.read(answer, batch);
    } catch {
      again = false;
      this.later();
    } finally {
      this.sending = false;
    }
    if (again && this.waiting.size) this.send();
  }

  /** True when the next batch may go at once. */
  async read(answer, batch) {
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.redirected || !isJson) {
      if (answer.status < 500) document.dispatchEvent(new CustomEvent("thidua:signed-out"));
      this.later();
      return false;
    }
    const said = await answer.json();
    if (answer.ok) {
      // What was typed again while the request was under way still waits.
      this.drop(batch.filter(([key, cell]) => this.waiting.get(key) === cell).map(([key]) => key));
      this.onSaved(said);
      this.say("words-saved", said.said);
      return true;
    }
    if (answer.status === 409) return this.collide(said);
    if (answer.status === 422) return this.mend(said, batch);
    this.drop(batch.map(([key]) => key));
    await this.onProblems({ title: said.title, cells: (said.reasons ?? []).map((what) => ({ what })) });
    this.state.replaceChildren();
    return true;
  }

  async collide(said) {
    for (const one of said.cells) {
      const mine = await this.onCollision({ ...said, cells: [one] });
      const cell = this.waiting.get(one.key);
      if (mine && cell) cell.revision = one.revision;
      else this.drop([one.key]);
    }
    this.keep();
    return true;
  }

  async mend(said, batch) {
    const wants = said.cells.filter((one) => one.reason);
    const broken = said.cells.filter((one) => !one.reason);
    if (broken.length) {
      this.drop(broken.map((one) => one.key));
      if (broken.some((one) => !one.key)) this.drop(batch.map(([key]) => key));
      await this.onProblems({ ...said, cells: broken });
      return true;
    }
    for (const one of wants) {
      const reason = await this.onReason(one);
      const cell = this.waiting.get(one.key);
      if (reason && cell) cell.reason = reason;
      else this.drop([one.key]);
    }
    this.keep();
    if (!this.waiting.size) this.state.replaceChildren();
    return true;
  }

  later() {
    const words = document.getElementById("words-retry").content.textContent.trim();
    this.say("words-kept", words.replace("{count}", this.waiting.size));
    this.timer = setTimeout(() => this.send(), RETRY);
  }
}
