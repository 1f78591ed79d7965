// Unsaved text. A form with data-warn-unsaved asks before it is left; a saved draft or a submit makes it clean.

const edits = new WeakMap();
const dirty = new Set();
let submitted = null;

/** How often the form was typed in, to be compared later: nothing typed since is nothing unsaved. */
export const editsOf = (form) => edits.get(form) ?? 0;

export const isUnsaved = (form) => dirty.has(form);

/** The form holds words that nobody has saved. */
export function unsaved(form) {
  edits.set(form, editsOf(form) + 1);
  dirty.add(form);
}

/** What the form held when it had ``count`` edits is saved; words typed since are not. */
export function saved(form, count) {
  if (editsOf(form) === count) dirty.delete(form);
}

/** A request of the page itself: the form that was submitted before it is still here. */
export function stayed() {
  submitted = null;
}

document.addEventListener("input", ({ target }) => {
  const form = target.form?.closest("form[data-warn-unsaved]");
  if (form && !target.closest("[data-not-saved]")) unsaved(form);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) submitted = event.target;
});
window.addEventListener("pageshow", () => { submitted = null; });

window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && form !== submitted)) event.preventDefault();
});
