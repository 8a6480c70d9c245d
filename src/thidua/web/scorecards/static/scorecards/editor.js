/* An input inside a cell of the grid: Enter keeps and goes down, Tab keeps and goes on, Esc leaves it as it was. */

export class CellEditor {
  constructor({ onCommit, onCancel }) {
    this.onCommit = onCommit;
    this.onCancel = onCancel;
    this.input = null;
  }

  /** Open over a cell; `select` marks the old text so that typing replaces it. */
  open(cell, text, select, hint = "") {
    this.close();
    const input = document.createElement("input");
    input.className = "cell-edit";
    input.value = text;
    input.autocomplete = "off";
    input.setAttribute("aria-label", cell.closest("tr").cells[0].textContent.trim());
    if (hint) input.title = hint;
    this.cell = cell;
    this.before = text;
    this.typed = !select;
    this.input = input;
    cell.append(input);
    cell.classList.add("is-editing");
    input.focus();
    if (select) input.select();
    else input.setSelectionRange(text.length, text.length);
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.input === input && this.commit([0, 0]));
  }

  onKey(event) {
    event.stopPropagation();
    const steps = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1] };
    if (event.key in steps) {
      event.preventDefault();
      this.commit(steps[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      const cell = this.cell;
      this.close();
      this.onCancel(cell);
    }
  }

  commit(step) {
    const { cell, input, before, typed } = this;
    const text = input.value.trim();
    this.close();
    this.onCommit(cell, text !== "" && (typed || text !== before) ? text : null, step);
  }

  close() {
    const { cell, input } = this;
    this.input = null;
    input?.remove();
    cell?.classList.remove("is-editing");
  }
}
