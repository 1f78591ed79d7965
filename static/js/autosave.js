// A plan's form that saves itself, keeps what could not be saved, and shows what others write meanwhile.

import { copiesOf, differs, dropCopy, keepCopy } from "./copies.js";
import { beforeMerge, openedValues, valuesOf } from "./merged.js";
import { clear, say, show } from "./speech.js";
import { editsOf, isUnsaved, saved, unsaved } from "./unsaved.js";

const TYPING = 1500;
const LOOKING = 5000;
const COPYING = 250;
const PAUSES = [2000, 4000, 8000, 15_000, 30_000];
const REMEMBERED = 20;
const SIGNED_OUT = new Set([400, 401]);

const form = document.getElementById("plan-form");
const bar = document.getElementById("autosave");

let sending = null; // the request under way: how often the form had been typed in, what stood in it, who waits
let answered = openedValues(form); // what stood in the form when the server last answered
let settled = editsOf(form); // how often it had been typed in then
let unanswered = []; // what was sent without an answer: the server may have it or not
let failures = 0;
let stopped = false; // the server does not take this text: sending it again would be the same
let arrived = { times: 0, at: -Infinity }; // how often others' words came into the form, and when they last did
let timer, copying;

// When to save

document.addEventListener("input", ({ target }) => {
  if (target.form !== form || target.closest("[data-not-saved]")) return;
  stopped = false;
  clearTimeout(copying);
  copying = setTimeout(copyUnsaved, COPYING);
  if (failures) return;
  if (!sending) state("typed");
  saveIn(TYPING);
});

form.addEventListener("focusout", () => { if (!failures) saveIn(0); });
window.addEventListener("online", () => saveIn(0));
window.addEventListener("pagehide", copyUnsaved);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") return look();
  copyUnsaved();
  saveIn(0);
});

const isTyped = () => editsOf(form) !== settled;

function saveIn(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(() => { if (isTyped() && !stopped) save(); }, milliseconds);
}

function copyUnsaved() {
  clearTimeout(copying);
  if (isUnsaved(form)) keepCopy(form);
}

/** Send what stands in the form, or a copy of earlier text; the answer is ``taken``, ``merged``, ``refused`` or "". */
async function save(copy = null) {
  while (sending) await sending.answer;
  clearTimeout(timer);
  if (bar.dataset.now === "signedOut") await renewToken();
  let tell;
  const answer = new Promise((done) => { tell = done; });
  sending = { edits: editsOf(form), values: valuesOf(form), copy, answer, tell };
  state("sending");
  if (copy) window.htmx.ajax("POST", bar.getAttribute("hx-post"), { source: bar, target: "#saved", swap: "outerHTML", values: copy });
  else window.htmx.trigger(bar, "save-draft");
  return answer;
}

// What is sent, and what comes back

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt === bar && unanswered.length) detail.parameters.sent = JSON.stringify(unanswered);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.elt !== bar || detail.target !== form) return;
  sending.merge = beforeMerge(form, sending.values, detail.serverResponse);
  // A row with words typed since is gone: they are sent, and it comes back.
  if (!sending.merge) detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.requestConfig.elt === bar && sending?.merge) sending.merge(form);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { xhr: { status }, requestConfig: { elt } } = detail;
  if (elt.id === "others") looked(status);
  if (elt !== bar || !sending) return;
  const done = sending;
  sending = null;
  done.tell(status >= 200 && status < 300 ? accepted(done) : refused(done, status));
});

function accepted({ edits, values, copy, merge }) {
  const wasTrouble = failures > 0;
  back();
  if (merge !== undefined) arrived = { times: arrived.times + 1, at: performance.now() };
  if (merge === null) {
    remember(values);
    saveIn(0);
    return "merged";
  }
  answered = merge ? valuesOf(form) : values;
  unanswered = [];
  settled = edits;
  if (!form.querySelector(".saved__problems")) saved(form, edits);
  else if (copy) unsaved(form);
  if (wasTrouble) say(document.getElementById("saved").textContent.trim());
  if (isTyped()) {
    state("typed");
    saveIn(TYPING);
  }
  if (isUnsaved(form)) keepCopy(form);
  else dropCopy(form);
  return merge ? "merged" : "taken";
}

function refused({ values, copy }, status) {
  copyUnsaved();
  if (SIGNED_OUT.has(status)) return again("signedOut");
  if (status && status < 500) {
    stopped = true;
    state("refused");
    say(bar.dataset.refused);
    return "refused";
  }
  if (!copy) remember(values);
  return again(status ? "failed" : "lost");
}

/** Words that were sent without an answer are known again where they turn out to be saved. */
function remember(values) {
  const changed = [...values].filter(([name, value]) => answered.get(name) !== value);
  unanswered = [...unanswered, Object.fromEntries(changed)].slice(-REMEMBERED);
}

function again(name) {
  if (bar.dataset.now !== name) show("", bar.dataset[name], bar.id);
  state(name);
  if (isTyped()) saveIn(PAUSES[Math.min(failures, PAUSES.length - 1)]);
  failures += 1;
  return "";
}

function back() {
  clear(bar.id);
  failures = 0;
}

/** What the line below the form says until the server answers. */
function state(name) {
  bar.dataset.now = name;
  const words = document.querySelector("#saved .saved__state");
  if (!words || (name === "sending" && failures)) return;
  words.textContent = bar.dataset[name];
  // Only what the server answers is read out: whoever types on would hear of every pause.
  words.parentElement.removeAttribute("data-announce");
}

/** Whoever signed in again, as the same person, goes on in this page. */
async function renewToken() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    const fresh = page.getElementById("plan-form");
    if (fresh?.dataset.drafts !== form.dataset.drafts) return;
    for (const token of document.querySelectorAll("[name=csrf_token]")) token.value = fresh.elements.csrf_token.value;
  } catch { /* The request that follows says what is wrong. */ }
}

// Who else is writing

function look() {
  if (document.visibilityState === "visible" && !sending) window.htmx.trigger("#others", "look-around");
}

function looked(status) {
  if (status >= 200 && status < 300) {
    if (failures && bar.dataset.now !== "failed") {
      back();
      state("typed");
      save();
    }
  } else if (!failures && (!status || SIGNED_OUT.has(status))) {
    again(status ? "signedOut" : "lost");
  }
}

document.addEventListener("newer", () => { if (!sending && !stopped) save(); });
setInterval(look, LOOKING);

// A button of the form: first everything is saved, and nobody presses it over words that have only just come in.

const TWICE = 1000;
const READING = 1000;
let passing = false;
let passed = -TWICE;
let told = 0; // how often others' words had come in when a press was last held back for them

form.addEventListener("submit", async (event) => {
  if (passing) return;
  if (event.timeStamp - passed < TWICE) return event.preventDefault();
  passed = event.timeStamp;
  const isFresh = event.timeStamp - arrived.at < READING;
  if (!isUnsaved(form) && !sending && !isFresh) return;
  event.preventDefault();
  const before = isFresh ? told : arrived.times;
  const outcome = await save();
  const isUnread = arrived.times > before;
  if (isUnread) {
    told = arrived.times;
    show("", bar.dataset.read, bar.id);
  }
  if (!isUnread && (outcome === "taken" || outcome === "refused")) pass(event.submitter);
  else passed = -TWICE;
});

function pass(submitter) {
  passing = true;
  form.requestSubmit(submitter);
  passing = false;
}

// Text from an earlier tab, or that the server has just refused

const kept = document.getElementById("kept");
let offered = null;

/** Offer the newest text that was left behind and says anything else than the form does. */
function offer() {
  const copies = copiesOf(form);
  offered = copies.find((copy) => differs(copy, form)) ?? null;
  for (const copy of copies) if (!differs(copy, form)) dropCopy(form, copy.name);
  kept.hidden = !offered;
  if (!offered) return;
  const of = new Date(offered.at);
  const day = of.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "long" };
  kept.querySelector("[data-kept-at]").textContent = of.toLocaleString("en-GB", {
    timeZone: "Europe/London", hour: "2-digit", minute: "2-digit", ...day,
  });
}

function settle(copy) {
  dropCopy(form, copy.name);
  offer();
}

if (!("unsaved" in form.dataset)) offer();

kept.querySelector("[data-put-back]").addEventListener("click", async () => {
  const copy = offered;
  const outcome = await save({ ...copy.fields, whole: "1" });
  if (outcome === "taken" || outcome === "merged") settle(copy);
});
kept.querySelector("[data-discard]").addEventListener("click", () => settle(offered));

if ("unsaved" in form.dataset) answered = new Map();
// Also what was typed before this script was there.
if ([...valuesOf(form)].some(([name, value]) => answered.get(name) !== value)) {
  unsaved(form);
  state("typed");
  keepCopy(form);
  saveIn(TYPING);
}
