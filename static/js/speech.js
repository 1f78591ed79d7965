// What the page says: politely to those who hear it, and above the page where something went wrong.

const announced = new Map();

/** Read out what a swap changed, once and politely: each place says the same only once in a row. */
export function announce(scope) {
  const source = scope.matches("[data-announce]") ? scope : scope.querySelector("[data-announce]");
  if (!source) return;
  const spoken = source.cloneNode(true);
  for (const silent of spoken.querySelectorAll("[aria-hidden=true]")) silent.remove();
  const words = spoken.textContent.replace(/\s+/g, " ").trim();
  const place = source.closest("[id]")?.id ?? "";
  if (announced.get(place) !== words) say(words);
  announced.set(place, words);
}

/** Read out a sentence, once and politely. */
export function say(words) {
  const announcer = document.getElementById("announcer");
  if (words && words !== announcer.textContent) announcer.textContent = words;
}

let teller = "";

/** Show a sentence above the page: the server's own, or one that the page keeps for the kind of failure. */
export function show(name, sentence = "", by = "") {
  const trouble = document.getElementById("trouble");
  if (!trouble) return;
  teller = by;
  trouble.textContent = sentence || (name ? trouble.dataset[name] : "");
  trouble.hidden = trouble.textContent === "";
}

/** Take the sentence away, where it was told by the same: that a preview arrives makes no draft saved. */
export function clear(by = "") {
  if (teller === by) show("");
}
