// What the pages do beyond links and forms. Everything works without this file; nothing is computed here.

import { enliven, focusErrors } from "./js/design.js";
import "./js/copies.js";
import "./js/files.js";
import "./js/fragments.js";
import "./js/paste.js";
import "./js/unsaved.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

enliven(document.body);
focusErrors(document.body);
