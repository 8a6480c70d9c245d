/* role="grid" by keyboard: one tab stop, arrows move, as in a spreadsheet.

   Cells that can be chosen are td[tabindex]. Events on the table, all cancelable, detail = { cell, key }:
   grid:move   another cell was chosen (cancel it to keep a click from following the link in the cell)
   grid:edit   Enter, F2 or typing; detail.text is what was typed, "" for Enter and F2
   grid:ask    "?"
   grid:paste  text from the clipboard; detail.rows is a list of lists of strings
   grid:clear  Delete or Backspace
   Not cancelled, grid:edit by Enter and grid:ask follow the link in the cell. */

const PAGE = 10;

export class Grid {
  constructor(table) {
    this.table = table;
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("click", (event) => this.onClick(event));
    table.addEventListener("paste", (event) => this.onPaste(event));
    this.settle();
    if (this.current) this.reveal(this.current);
  }

  /** Bring a cell into the middle of the sheet's own scroll box, without moving the page. */
  reveal(cell) {
    const box = this.table.parentElement;
    const room = box.getBoundingClientRect();
    const spot = cell.getBoundingClientRect();
    const kept = parseFloat(getComputedStyle(box).scrollPaddingInlineStart) || 0;
    box.scrollLeft += spot.left - room.left - kept - (room.width - kept - spot.width) / 2;
    box.scrollTop += spot.top - room.top - (room.height - spot.height) / 2;
  }

  /** Rows of cells that can be chosen; rows without any are left out. */
  rows() {
    return [...this.table.tBodies]
      .flatMap((body) => [...body.rows])
      .map((row) => [...row.cells].filter((cell) => cell.matches("td[tabindex]")))
      .filter((row) => row.length);
  }

  get current() {
    return this.table.querySelector("td[aria-selected='true']");
  }

  /** Make exactly one cell the tab stop and take the links in the cells out of the order. */
  settle() {
    for (const link of this.table.querySelectorAll("td[tabindex] a")) link.tabIndex = -1;
    const first = this.current ?? this.table.querySelector("td[tabindex]");
    for (const cell of this.table.querySelectorAll("td[tabindex='0']")) if (cell !== first) cell.tabIndex = -1;
    if (first) first.tabIndex = 0;
  }

  /** Choose a cell and say so. */
  select(cell, { focus = true } = {}) {
    if (!cell) return false;
    for (const other of this.table.querySelectorAll("td[aria-selected], td[tabindex='0']")) {
      other.removeAttribute("aria-selected");
      other.tabIndex = -1;
    }
    cell.setAttribute("aria-selected", "true");
    cell.tabIndex = 0;
    if (focus) cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    return this.emit("grid:move", cell);
  }

  /** Dispatch; true when a listener took it over. */
  emit(name, cell, more = {}) {
    const detail = { cell, key: cell.dataset.cell ?? "", ...more };
    return !this.table.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  }

  /** The cell so many rows and columns away, kept inside the sheet. */
  step(cell, down, right) {
    const rows = this.rows();
    const r = rows.findIndex((row) => row.includes(cell));
    if (r < 0) return null;
    const row = rows[Math.max(0, Math.min(rows.length - 1, r + down))];
    const c = rows[r].indexOf(cell) + right;
    return row[Math.max(0, Math.min(row.length - 1, c))] ?? null;
  }

  follow(cell) {
    cell.querySelector("a[href]")?.click();
  }

  onClick(event) {
    const cell = event.target.closest("td[tabindex]");
    if (!cell || event.target.closest("input, select, textarea, button")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || this.following) return;
    if (this.select(cell)) event.preventDefault();
  }

  onKey(event) {
    const cell = event.target.closest("td[tabindex]");
    if (!cell || event.target !== cell || event.altKey) return;
    const far = Number.MAX_SAFE_INTEGER;
    const whole = event.ctrlKey || event.metaKey;
    const steps = {
      ArrowUp: [whole ? -far : -1, 0], ArrowDown: [whole ? far : 1, 0],
      ArrowLeft: [0, whole ? -far : -1], ArrowRight: [0, whole ? far : 1],
      Home: [whole ? -far : 0, -far], End: [whole ? far : 0, far],
      PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
    };
    if (event.key in steps) {
      event.preventDefault();
      this.select(this.step(cell, ...steps[event.key]));
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      if (!this.emit("grid:edit", cell, { text: "" }) && event.key === "Enter") this.go(cell);
    } else if (event.key === "?") {
      event.preventDefault();
      if (!this.emit("grid:ask", cell)) this.go(cell);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      if (this.emit("grid:clear", cell)) event.preventDefault();
    } else if (event.key.length === 1 && !whole) {
      if (this.emit("grid:edit", cell, { text: event.key })) event.preventDefault();
    }
  }

  go(cell) {
    this.following = true;
    this.follow(cell);
    this.following = false;
  }

  onPaste(event) {
    const cell = event.target.closest?.("td[tabindex]");
    if (!cell || event.target !== cell) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t").map((part) => part.trim()));
    if (this.emit("grid:paste", cell, { rows })) event.preventDefault();
  }
}

const grids = new WeakMap();

/** The grid of a table, made when first asked for. */
export function gridOf(table) {
  if (!grids.has(table)) grids.set(table, new Grid(table));
  return grids.get(table);
}

/** Take over every table with data-grid in `scope`. */
export function enhanceGrids(scope = document) {
  for (const table of scope.querySelectorAll("table[data-grid]")) gridOf(table).settle();
}
