/* Files chosen or dropped: what is too large is said before anything is sent, and sending shows how far it is.

   Without this module the same form sends the same files; only drag and drop and the progress are missing. */

const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const size = (bytes) =>
  bytes < 1048576
    ? `${Math.max(1, Math.floor(bytes / 1024))} kB`
    : `${(Math.floor((bytes * 10) / 1048576) / 10).toLocaleString(document.documentElement.lang)} MB`;

const element = (name, text, className = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

class FileBox {
  constructor(box) {
    this.box = box;
    this.said = box.dataset;
    this.input = box.querySelector('input[type="file"]');
    this.list = box.querySelector("[data-drop-list]");
    this.progress = box.querySelector("[data-drop-progress]");
    this.errors = box.querySelector("[data-drop-errors]");
    this.files = [];
    this.input.addEventListener("change", () => this.take([...this.input.files], true));
    for (const name of ["dragenter", "dragover"]) {
      box.addEventListener(name, (event) => {
        event.preventDefault();
        box.classList.add("is-over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      box.addEventListener(name, () => box.classList.remove("is-over"));
    }
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take([...event.dataTransfer.files], false);
    });
  }

  /** Add files to those chosen; one of the same name and size is the same. */
  take(files, chosen) {
    const before = chosen ? [] : this.files;
    const key = (file) => `${file.name}|${file.size}|${file.lastModified}`;
    const all = new Map([...before, ...files].map((file) => [key(file), file]));
    this.set([...all.values()]);
  }

  set(files) {
    this.files = files;
    const kept = new DataTransfer();
    for (const file of files) kept.items.add(file);
    this.input.files = kept.files;
    this.show();
  }

  /** Why a file cannot be sent; nothing when it can. */
  fault(file) {
    const { most, limit, tooLarge } = this.said;
    return file.size > Number(most) ? words(tooLarge, { name: file.name, limit }) : "";
  }

  faults() {
    const found = this.files.map((file) => this.fault(file)).filter(Boolean);
    const together = this.files.reduce((sum, file) => sum + file.size, 0);
    const { mostFiles, tooMany, mostTogether, tooMuch, limitTogether } = this.said;
    if (this.files.length > Number(mostFiles)) found.push(words(tooMany, { limit: mostFiles }));
    if (together > Number(mostTogether)) found.push(words(tooMuch, { limit: limitTogether }));
    return found;
  }

  show() {
    this.list.hidden = !this.files.length;
    this.list.replaceChildren(...this.files.map((file, place) => this.line(file, place)));
    this.tell(this.faults());
  }

  line(file, place) {
    const line = element("li", "", "files__item");
    const said = element("span", "");
    said.append(element("span", file.name), element("small", this.fault(file) || size(file.size), "files__meta"));
    const remove = element("button", this.said.remove, "button button--quiet button--small");
    remove.type = "button";
    remove.append(element("span", ` ${file.name}`, "sr"));
    remove.addEventListener("click", () => {
      this.set(this.files.filter((_, other) => other !== place));
      (this.list.querySelectorAll("button")[Math.min(place, this.files.length - 1)] ?? this.input).focus();
    });
    const actions = element("span", "", "files__do");
    actions.append(remove);
    line.append(element("span", ""), said, actions);
    return line;
  }

  tell(errors) {
    this.errors.replaceChildren(...errors.map((text) => element("p", text, "field__error")));
    this.box.classList.toggle("field--bad", errors.length > 0);
  }

  at(percent) {
    this.progress.hidden = false;
    const bar = this.progress.querySelector("progress");
    const done = percent >= 100;
    if (done) bar.removeAttribute("value");
    else bar.value = percent;
    this.progress.querySelector("p").textContent = done
      ? this.said.checking
      : words(this.said.sending, { percent: `${percent} %` });
  }

  stop(errors) {
    this.progress.hidden = true;
    this.tell(errors);
    this.errors.scrollIntoView({ block: "center" });
  }
}

function send(form, box) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "upload");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) box.at(Math.floor((event.loaded * 100) / event.total));
  });
  request.addEventListener("error", () => box.stop([box.said.broken]));
  request.addEventListener("load", () => {
    const said = request.response;
    if (said?.href) location.assign(said.href);
    else box.stop(said?.errors?.length ? said.errors : [box.said.failed]);
  });
  box.at(0);
  request.send(new FormData(form));
}

for (const found of document.querySelectorAll("form[data-upload]")) {
  const place = found.querySelector("[data-drop]");
  if (!place) continue;
  const box = new FileBox(place);
  found.addEventListener(
    "submit",
    (event) => {
      if (!box.files.length) return;
      event.preventDefault();
      event.stopPropagation();
      const faults = box.faults();
      if (faults.length) box.stop(faults);
      else if (box.progress.hidden) send(found, box);
    },
    true,
  );
}
