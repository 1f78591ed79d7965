// A copy of unsaved text in this browser, for when the tab is closed before the server has it.
// One for each form, which names its plan and person; whoever signs out takes all of them away.

const PREFIX = "back-to-green:";

const nameOf = (form) => PREFIX + form.dataset.drafts;

/** Keep what is in the form now. A browser that keeps nothing keeps nothing: the page still holds it. */
export function keepCopy(form) {
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrf_token"));
  try {
    localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), fields }));
  } catch {
    dropCopy(form);
  }
}

export function dropCopy(form) {
  try {
    localStorage.removeItem(nameOf(form));
  } catch { /* Then there is none. */ }
}

/** The copy of this form: when it was made, and its fields; null where there is none. */
export function copyOf(form) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(form)));
  } catch {
    return null;
  }
}

/** Whether a copy says anything else than the form does now. */
export function differs({ fields }, form) {
  const lines = (text) => (text ?? "").replace(/\r\n?/g, "\n");
  const now = new Map([...form.elements].filter(({ dataset }) => dataset.field).map(({ name, value }) => [name, value]));
  const typed = Object.keys(fields).filter((name) => now.has(name) || /^actions-\d+-(?!key$)/.test(name));
  return [...now.keys(), ...typed].some((name) => lines(fields[name]) !== lines(now.get(name)));
}

document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/sign-out")) return;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch { /* Then there is none. */ }
});
