/* What every page gets. Each module only adds comfort: without script every form and link still works. */

import { listenToControls, revealControls } from "./controls.js";
import { listenToDialogs } from "./dialog.js";
import { restoreDrafts, startDrafts } from "./drafts.js";
import { enhanceGrids } from "./grid.js";
import { listenToLeaving } from "./guard.js";
import { watchSession } from "./idle.js";
import { listenToNetwork } from "./net.js";
import { listenToSubmits } from "./once.js";
import { enhanceThemes } from "./theme.js";

listenToDialogs();
enhanceThemes();
revealControls();
listenToControls();
startDrafts();
listenToSubmits();
listenToLeaving();
listenToNetwork();
enhanceGrids();
watchSession();

document.addEventListener("htmx:load", (event) => {
  revealControls(event.target);
  restoreDrafts(event.target);
  enhanceGrids(event.target);
});
