// What the pages do beyond links and forms. Everything works without this file; nothing is computed here.

import { initAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

/** Bring the design system's components within an element to life. */
function enliven(scope) {
  // A component that lived through a swap refuses to be started twice: that is no fault.
  initAll({ scope, onError: (error) => error.name === "InitError" || console.error(error) });
  for (const textarea of scope.querySelectorAll("textarea[data-rich-text]")) addTools(textarea);
}

/** Move focus to the error summary, so that what is wrong is read first. */
function focusErrors(scope) {
  const summary = scope.matches?.(".govuk-error-summary") ? scope : scope.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
}

// Formatting buttons: a small Markdown subset, written into the text itself.

const TOOLS = [
  { text: "Bold", name: "bold", use: bold },
  { text: "Bullet list", name: "bullets", use: (area) => list(area, () => "- ") },
  { text: "Numbered list", name: "numbers", use: (area) => list(area, (line) => `${line + 1}. `) },
];

function addTools(textarea) {
  if (textarea.previousElementSibling?.classList.contains("rich-text__tools")) return;
  const tools = document.createElement("div");
  tools.className = "rich-text__tools";
  tools.role = "group";
  tools.ariaLabel = "Formatting";
  for (const { text, name, use } of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `rich-text__tool rich-text__tool--${name}`;
    button.textContent = text;
    button.addEventListener("click", () => use(textarea));
    tools.append(button);
  }
  textarea.before(tools);
  textarea.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "b") {
      event.preventDefault();
      bold(textarea);
    }
  });
}

/** Replace part of the text as if it had been typed: undo and the saving of drafts both notice. */
function replace(area, start, end, text, selectFrom, selectTo) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(selectFrom, selectTo);
}

function bold(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
    replace(area, start - 2, end + 2, chosen, start - 2, end - 2);
  } else {
    replace(area, start, end, `**${chosen}**`, start + 2, end + 2);
  }
}

function list(area, mark) {
  const { selectionStart, selectionEnd, value } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lineEnd = value.indexOf("\n", selectionEnd);
  const end = lineEnd === -1 ? value.length : lineEnd;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line, number) => line.startsWith(mark(number)));
  const bare = lines.map((line) => line.replace(/^(- |\d+\. )/, ""));
  const text = (marked ? bare : bare.map((line, number) => mark(number) + line)).join("\n");
  replace(area, start, end, text, lines.length > 1 ? start : start + text.length, start + text.length);
}

// Unsaved text. A form with data-warn-unsaved asks before it is left; a saved draft or a submit makes it clean.

const edits = new WeakMap();
const dirty = new Set();
let submitted = null;

document.addEventListener("input", ({ target }) => {
  const form = target.form?.closest("form[data-warn-unsaved]");
  if (!form || target.closest("[data-not-saved]")) return;
  edits.set(form, (edits.get(form) ?? 0) + 1);
  dirty.add(form);
});

document.addEventListener("submit", ({ target }) => { submitted = target; });
window.addEventListener("pageshow", () => { submitted = null; });

window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && form !== submitted)) event.preventDefault();
});

// HTMX

if (window.Idiomorph) window.Idiomorph.defaults.ignoreActiveValue = true;

/** The form whose text this request saves: the element says so with data-saves. */
const savedForm = ({ elt }) => elt.closest("[data-saves]")?.closest("form");

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  submitted = null;
  told = false;
  const form = savedForm(detail);
  if (form) detail.requestConfig.edits = edits.get(form);
});

// Before the answer is acted upon, since it may send the person to another page.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.status >= 300) return;
  const form = savedForm(detail);
  if (form && detail.requestConfig.edits === edits.get(form)) dirty.delete(form);
  show("");
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  enliven(detail.elt);
  // Only an answer to a submit may take the focus: nobody who is typing is interrupted.
  if (detail.requestConfig?.triggeringEvent?.type === "submit") focusErrors(detail.elt);
  announce(detail.elt);
});

/** Read out what a swap changed, once and politely. */
function announce(scope) {
  const source = scope.matches("[data-announce]") ? scope : scope.querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  if (!source) return;
  const spoken = source.cloneNode(true);
  for (const silent of spoken.querySelectorAll("[aria-hidden=true]")) silent.remove();
  const words = spoken.textContent.replace(/\s+/g, " ").trim();
  if (words && words !== announcer.textContent) announcer.textContent = words;
}

/** Show a sentence above the page: the server's own, or one that the page keeps for the kind of failure; or none. */
function show(name, sentence = "") {
  const trouble = document.getElementById("trouble");
  if (!trouble) return;
  trouble.textContent = sentence || (name ? trouble.dataset[name] : "");
  trouble.hidden = trouble.textContent === "";
}

let told = false;

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

enliven(document.body);
focusErrors(document.body);
