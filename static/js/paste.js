// Text copied in Word, Outlook or on a web page: the server turns it into what the field takes.

import { replace } from "./rich-text.js";

const PART = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/;

document.addEventListener("paste", (event) => {
  const area = event.target;
  if (!area.matches?.("textarea[data-paste]")) return;
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  const { selectionStart: start, selectionEnd: end, value } = area;
  markdownOf(area, PART.exec(html)?.[1] ?? html).then((text) => {
    // Whoever typed on meanwhile gets it where the caret is now.
    const [from, to] = area.value === value ? [start, end] : [area.selectionStart, area.selectionEnd];
    insert(area, from, to, text ?? plain);
  });
});

/** The server's reading of it, or null where there is none. */
async function markdownOf(area, html) {
  const body = new URLSearchParams({ csrf_token: area.form.elements.csrf_token.value, html });
  try {
    const answer = await fetch(area.dataset.paste, { method: "POST", body, redirect: "error" });
    return answer.ok ? (await answer.text()) : null;
  } catch {
    return null;
  }
}

/** Put the text in as one step that can be undone; several paragraphs or a list stand apart from what is around. */
function insert(area, from, to, text) {
  const before = area.value.slice(0, from);
  const after = area.value.slice(to);
  const apart = text.includes("\n") || /^(- |\d+\. )/.test(text);
  const head = apart && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
  const tail = apart && after && !after.startsWith("\n") ? "\n\n" : "";
  const end = from + head.length + text.length;
  replace(area, from, to, head + text + tail, end, end);
}
