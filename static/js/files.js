// Files for a form: dropped onto the page, and told to be too large before they are sent.

import { clear, say, show } from "./speech.js";

const BY = "file";
const zone = () => document.querySelector("[data-drop-zone]");
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") && zone();

/** The sentence of a file field whose file has more bytes than it may have; "" for one that is right. */
function problem(field) {
  const most = Number(field.dataset.mostBytes);
  return [...field.files].some((file) => file.size > most) ? field.dataset.tooLarge : "";
}

/** Mark the field onto which a file is about to be dropped. */
function mark(wanted) {
  zone()?.classList.toggle("drop-zone--over", wanted);
}

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  mark(true);
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(false);
});

document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  mark(false);
  const field = zone().querySelector("input[type=file]");
  const chosen = new DataTransfer();
  chosen.items.add(event.dataTransfer.files[0]);
  field.files = chosen.files;
  field.focus();
  say(chosen.files[0].name);
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[type=file][data-most-bytes]")) return;
  const sentence = problem(target);
  if (sentence) show("", sentence, BY);
  else clear(BY);
});

document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("input[type=file][data-most-bytes]");
  if (!field || !problem(field)) return;
  event.preventDefault();
  show("", problem(field), BY);
});
