// A form into which the server brought other people's words: the caret, the focus and what was typed meanwhile stay.

/** The controls of a form by what they are: a field of the plan keeps its name when its row moves. */
function controls(form) {
  return new Map([...form.querySelectorAll("input:not([type=hidden]), textarea, select")]
    .map((control) => [control.dataset.field ?? control.name, control]));
}

/** What stands in every control. */
export function valuesOf(form) {
  return new Map([...controls(form)].map(([name, control]) => [name, control.value]));
}

/** What stood in every control when the page was opened. */
export function openedValues(form) {
  const opened = (control) => (control.options
    ? ([...control.options].find((option) => option.defaultSelected) ?? control.options[0]).value
    : control.defaultValue);
  return new Map([...controls(form)].map(([name, control]) => [name, opened(control)]));
}

/** What the answer holds: the new form's values, the fields with other people's words, and what it is based on. */
function answered(html) {
  const form = new DOMParser().parseFromString(html, "text/html").getElementById("plan-form");
  const found = controls(form);
  return {
    values: new Map([...found].map(([name, control]) => [name, control.value])),
    brought: new Set([...found].filter(([, control]) => "brought" in control.dataset).map(([name]) => name)),
  };
}

const marksOf = (form) => JSON.parse(form.elements.base.value || "{}");

/**
 * Get ready for an answer with the whole form. ``sent`` is what stood in the form when the answer was asked for.
 * Returns what to do after the swap, or null where the answer has no place for something typed since.
 */
export function beforeMerge(form, sent, html) {
  const answer = answered(html);
  const now = valuesOf(form);
  const typed = new Map([...now].filter(([name, value]) => sent.get(name) !== value));
  if ([...typed.keys()].some((name) => !answer.values.has(name))) return null;
  const marks = marksOf(form);
  const focus = focusOf(form);
  return (merged) => {
    const found = controls(merged);
    for (const [name, control] of found) {
      const value = typed.has(name) ? typed.get(name) : answer.values.get(name);
      if (control.value !== value) control.value = value;
    }
    keepMarks(merged, marks, [...typed.keys()].filter((name) => answer.brought.has(name)));
    if (focus) putFocus(found.get(focus.name), focus);
  };
}

/** Fields typed in since are still based on what they were based on, so that the next save sees both sides. */
function keepMarks(form, before, names) {
  if (!names.length) return;
  const marks = marksOf(form);
  for (const name of names) {
    if (name in before) marks[name] = before[name];
    else delete marks[name];
  }
  form.elements.base.value = JSON.stringify(marks);
}

function focusOf(form) {
  const control = document.activeElement;
  if (!form.contains(control) || !("value" in control)) return null;
  const { selectionStart: start, selectionEnd: end, value } = control;
  return { name: control.dataset.field ?? control.name, start, end, value };
}

function putFocus(control, { start, end, value }) {
  if (!control) return;
  if (document.activeElement !== control) control.focus({ preventScroll: true });
  if (start === null || start === undefined) return;
  control.setSelectionRange(moved(start, value, control.value), moved(end, value, control.value));
}

/** Where a caret stands after the text around it changed: behind the words that it stood behind. */
function moved(at, before, after) {
  let start = 0;
  while (start < at && before[start] === after[start]) start += 1;
  if (start === at) return at;
  let end = 0;
  while (end < before.length - at && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return end === before.length - at ? after.length - end : Math.min(at, after.length);
}
