// The design system's components, and what else an element needs when it comes onto the page.

import { initAll } from "../vendor/govuk-frontend.min.js";
import { addTools } from "./rich-text.js";

/** Bring the components within an element to life. */
export function enliven(scope) {
  // A component that lived through a swap refuses to be started twice: that is no fault.
  initAll({ scope, onError: (error) => error.name === "InitError" || console.error(error) });
  for (const textarea of scope.querySelectorAll("textarea[data-rich-text]")) addTools(textarea);
}

/** Move focus to the error summary, so that what is wrong is read first. */
export function focusErrors(scope) {
  const summary = scope.matches?.(".govuk-error-summary") ? scope : scope.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
}
