// Copies of unsaved text in this browser, for when a tab is closed before the server has it.
// One for each opened form, which names its plan and person, so that no tab writes over what another left behind;
// whoever signs out takes all of them away.

const PREFIX = "back-to-green:";
const OPENED = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;

const startOf = (form) => `${PREFIX}${form.dataset.drafts}:`;
const nameOf = (form) => startOf(form) + OPENED;

/** Keep what is in the form now. A browser that keeps nothing keeps nothing: the page still holds it. */
export function keepCopy(form) {
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrf_token"));
  try {
    localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), fields }));
  } catch {
    dropCopy(form);
  }
}

/** Forget a copy: the form's own, or an earlier one by its name. */
export function dropCopy(form, name = nameOf(form)) {
  try {
    localStorage.removeItem(name);
  } catch { /* Then there is none. */ }
}

/** The copies that other tabs left of this form: name, when each was made, and its fields; the newest first. */
export function copiesOf(form) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(startOf(form)) && name !== nameOf(form))
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
      .sort((one, other) => other.at - one.at);
  } catch {
    return [];
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
