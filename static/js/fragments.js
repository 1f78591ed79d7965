// HTMX: what happens around each request for a fragment.

import { enliven, focusErrors } from "./design.js";
import { announce, show } from "./speech.js";
import { stayed } from "./unsaved.js";

if (window.Idiomorph) window.Idiomorph.defaults.ignoreActiveValue = true;

let told = false;

document.addEventListener("htmx:beforeRequest", () => {
  stayed();
  told = false;
});

// Before the answer is acted upon, since it may send the person to another page.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.status < 300) show("");
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  enliven(detail.elt);
  // Only an answer to a submit may take the focus: nobody who is typing is interrupted.
  if (detail.requestConfig?.triggeringEvent?.type === "submit") focusErrors(detail.elt);
  announce(detail.elt);
});

document.addEventListener("trouble", ({ detail }) => {
  told = true;
  show("", detail.value);
});

const FAILURES = { 401: "refused", 403: "refused", 400: "refused", 404: "gone", 410: "gone", 413: "large" };

document.addEventListener("htmx:sendError", () => show("lost"));
document.addEventListener("htmx:timeout", () => show("lost"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (!told) show(FAILURES[detail.xhr.status] ?? "failed");
});
