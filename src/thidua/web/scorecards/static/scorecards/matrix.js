/* The score sheet by keyboard: edit in place, save each cell at once, ask Why, paste from Excel.

   Without this script every cell is a link to its own page with the same form. Nothing typed is lost: what the server
   has not confirmed is kept on this computer and tried again. */

import { gridOf } from "../shared/js/grid.js";
import { CellEditor } from "./editor.js";
import { SaveQueue } from "./queue.js";
import { askReason, chooseVersion, showProblems } from "./asking.js";

const room = document.getElementById("sheet-room");
const table = room?.querySelector("table[data-grid]");
const drawerRoom = document.getElementById("drawer-room");
const bar = document.getElementById("cellbar");
const FIXED_COLUMNS = 2;
const WAIT = 150;

const cellOf = (key) => table.querySelector(`td[data-cell="${CSS.escape(key)}"]`);
const addressOf = (cell) => cell.querySelector("a[href]")?.href ?? "";

/** Which unit, criterion and column a cell stands in, read from the heads. */
function whereOf(cell) {
  const heads = table.tHead.rows;
  const column = cell.cellIndex - FIXED_COLUMNS;
  const span = heads[0].cells[FIXED_COLUMNS].colSpan;
  const unit = heads[0].cells[FIXED_COLUMNS + Math.floor(column / span)].textContent.trim();
  const stage = heads[1].cells[column].textContent.trim();
  const [code, name] = [...cell.parentElement.cells[0].childNodes].map((node) => node.textContent.trim());
  return `${unit}, ${code} ${name ?? ""}, ${stage}`;
}

const known = new Map();

/** The input of a cell as people write it, with its rule: asked once for each version of the cell. */
async function inputOf(cell) {
  const name = `${cell.dataset.cell}#${cell.dataset.revision}`;
  if (!known.has(name)) {
    const answer = await fetch(`${addressOf(cell)}?part=input`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error("no input");
    known.set(name, await answer.json());
  }
  return known.get(name);
}

let timer = 0;

/** Say above the sheet which cell is chosen, what was entered, and by which rule it counts. */
function tell(cell) {
  bar.querySelector("[data-bar-where]").textContent = whereOf(cell);
  bar.querySelector("[data-bar-why]").href = addressOf(cell);
  const input = bar.querySelector("[data-bar-input]");
  const formula = bar.querySelector("[data-bar-formula]");
  input.value = queue.textOf(cell.dataset.cell) ?? "";
  formula.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(async () => {
    try {
      const said = await inputOf(cell);
      if (grid.current !== cell) return;
      input.value = queue.textOf(cell.dataset.cell) ?? said.text;
      formula.textContent = said.rule;
    } catch {
      /* The bar stays empty; the cell's own page says it all. */
    }
  }, WAIT);
}

/** Put what the server says into the cells that show something else now. */
function show(changes) {
  for (const change of changes) {
    const row = table.tBodies[0].rows[change.row];
    const cell = row?.cells[change.column + FIXED_COLUMNS];
    if (!cell) continue;
    const target = cell.querySelector("a") ?? cell;
    target.textContent = change.words;
    cell.querySelector("span.sr")?.remove();
    for (const look of [...cell.classList]) if (/^is-(wait|na|missing|incomplete|down|up)$/.test(look)) cell.classList.remove(look);
    if (change.state) cell.classList.add(`is-${change.state}`);
    if (change.change) cell.classList.add(`is-${change.change}`);
    if (change.key) cell.dataset.revision = change.revision;
  }
}

/** Read the sheet again, for instance after another person's version was kept. */
async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("table[data-grid]");
  if (!fresh) return;
  const chosen = grid.current?.dataset.cell;
  table.tBodies[0].replaceWith(fresh.tBodies[0]);
  grid.settle();
  if (chosen) grid.select(cellOf(chosen));
}

const queue = new SaveQueue({
  address: room?.dataset.save ?? "",
  token: () => room.querySelector("input[name=csrfmiddlewaretoken]").value,
  state: document.getElementById("save-state"),
  revisionOf: (key) => Number(cellOf(key)?.dataset.revision ?? 0),
  mark: (key, waiting) => cellOf(key)?.toggleAttribute("data-waiting", waiting),
  onSaved: (answer) => {
    show(answer.cells);
    if (grid.current) tell(grid.current);
  },
  onCollision: async (answer) => {
    const mine = await chooseVersion(answer);
    if (!mine) await refresh();
    return mine;
  },
  onReason: (problem) => askReason(cellOf(problem.key) ? whereOf(cellOf(problem.key)) : problem.key),
  onProblems: async (answer) => {
    await showProblems(answer, (key) => (cellOf(key) ? whereOf(cellOf(key)) : key));
    const first = answer.cells?.find((one) => one.key && cellOf(one.key));
    if (first) grid.select(cellOf(first.key));
  },
});

const grid = table ? gridOf(table) : null;
const editor = new CellEditor({
  onCommit: (cell, text, step) => {
    if (text !== null) queue.put(cell.dataset.cell, text);
    grid.select(grid.step(cell, step[0], step[1]) ?? cell);
  },
  onCancel: (cell) => grid.select(cell),
});

async function openDrawer(cell) {
  const answer = await fetch(`${addressOf(cell)}?part=drawer`, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return grid.go(cell);
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  drawerRoom.replaceChildren(...parsed.body.children);
  room.classList.add("sheet--open");
  history.replaceState(null, "", `?o=${encodeURIComponent(cell.dataset.cell)}`);
  drawerRoom.querySelector("aside")?.focus({ preventScroll: true });
  showWholeUnit(cell);
}

/** Scroll so that the cell's unit begins where the fixed columns end: the drawer has taken room from the sheet. */
function showWholeUnit(cell) {
  let first = cell;
  while (first.previousElementSibling && !first.classList.contains("is-self")) first = first.previousElementSibling;
  first.scrollIntoView({ block: "nearest", inline: "start" });
}

function closeDrawer() {
  drawerRoom.replaceChildren();
  room.classList.remove("sheet--open");
  history.replaceState(null, "", location.pathname);
  if (grid.current) grid.current.focus();
}

/** A block from Excel: down the criteria and, for each further column, on to the next unit in the same column of marks. */
function paste(cell, rows) {
  const span = table.tHead.rows[0].cells[FIXED_COLUMNS].colSpan;
  const all = grid.rows();
  const top = all.findIndex((row) => row.includes(cell));
  const taken = [];
  const refused = [];
  rows.forEach((texts, down) => {
    texts.forEach((text, right) => {
      const row = all[top + down]?.[0]?.parentElement;
      const target = row?.cells[cell.cellIndex + right * span];
      if (text === "") return;
      if (target && "edit" in target.dataset) taken.push([target.dataset.cell, text]);
      else refused.push(text);
    });
  });
  queue.putAll(taken);
  if (refused.length) showProblems({ title: document.getElementById("words-outside").textContent.replace("{count}", refused.length), cells: [] }, String);
}

if (table) {
  table.addEventListener("grid:move", (event) => {
    event.preventDefault();
    tell(event.detail.cell);
  });
  table.addEventListener("grid:edit", (event) => {
    const { cell, text } = event.detail;
    if (!("edit" in cell.dataset)) return;
    event.preventDefault();
    const kept = queue.textOf(cell.dataset.cell);
    if (text) editor.open(cell, text, false);
    else if (kept !== undefined) editor.open(cell, kept, true);
    else inputOf(cell).then((said) => editor.open(cell, said.text, true, said.hint), () => grid.go(cell));
  });
  table.addEventListener("grid:ask", (event) => {
    event.preventDefault();
    openDrawer(event.detail.cell);
  });
  table.addEventListener("grid:paste", (event) => {
    if (!("edit" in event.detail.cell.dataset)) return;
    event.preventDefault();
    paste(event.detail.cell, event.detail.rows);
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-edit]");
    if (cell) grid.emit("grid:edit", cell, { text: "" });
  });
  bar.querySelector("[data-bar-why]").addEventListener("click", (event) => {
    if (!grid.current) return;
    event.preventDefault();
    openDrawer(grid.current);
  });
  drawerRoom.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close-drawer]")) return;
    event.preventDefault();
    closeDrawer();
  });
  drawerRoom.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
  const chosen = table.querySelector("td[aria-selected='true']");
  if (chosen) {
    chosen.scrollIntoView({ block: "center", inline: "center" });
    tell(chosen);
  }
  queue.resume();
}
