// HTMX: what happens around each request for a fragment.

import { enliven, focusErrors } from "./design.js";
import { announce, clear, show } from "./speech.js";
import { stayed } from "./unsaved.js";

if (window.Idiomorph) {
  window.Idiomorph.defaults.ignoreActiveValue = true;
  // What a person opened stays open.
  window.Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.matches("details"));
}

let told = false;

document.addEventListener("htmx:beforeRequest", () => {
  stayed();
  told = false;
});

// Before the answer is acted upon, since it may send the person to another page.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.status < 300 && !isQuiet(detail)) clear();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  enliven(detail.elt);
  // Only an answer to a submit may take the focus: nobody who is typing is interrupted.
  if (detail.requestConfig?.triggeringEvent?.type === "submit") focusErrors(detail.elt);
  announce(detail.elt);
});

document.addEventListener("trouble", ({ detail, target }) => {
  told = true;
  show("", detail.value, target.closest("[data-quiet]")?.id);
});

const FAILURES = { 401: "refused", 403: "refused", 400: "refused", 404: "gone", 410: "gone", 413: "large" };

/** What the page asks for by itself says in its own way that it failed. */
const isQuiet = ({ elt }) => elt.closest("[data-quiet]") !== null;

document.addEventListener("htmx:sendError", ({ detail }) => isQuiet(detail) || show("lost"));
document.addEventListener("htmx:timeout", ({ detail }) => isQuiet(detail) || show("lost"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (!told && !isQuiet(detail)) show(FAILURES[detail.xhr.status] ?? "failed");
});
