/* What every page gets. Each module only adds comfort: without script every form and link still works. */

import { enhanceThemes } from "./theme.js";

enhanceThemes();
