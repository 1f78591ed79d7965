// Formatting buttons: a small Markdown subset, written into the text itself.

const TOOLS = [
  { text: "Bold", name: "bold", use: bold },
  { text: "Bullet list", name: "bullets", use: (area) => list(area, () => "- ") },
  { text: "Numbered list", name: "numbers", use: (area) => list(area, (line) => `${line + 1}. `) },
];

export function addTools(textarea) {
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
export function replace(area, start, end, text, selectFrom, selectTo) {
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
