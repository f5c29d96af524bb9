// What pages do beyond plain HTML. Nothing here is needed: without it every form still works.

// After a post with faults the reader starts at the summary of them.
document.querySelector("[data-focus-first]")?.focus();

// A double click on a submit button sends once. (The server refuses the second all the same.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  // Another button of the same form is no double click: a draft that is downloaded is sent next.
  const pressed = `button ${event.submitter?.name ?? ""} ${event.submitter?.value ?? ""}`;
  if (form.dataset.sent === pressed) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = pressed;
  // A download leaves the page as it is; then the form must work again.
  setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// How much room is left in a text. Read aloud only when there is none.
const spaced = new Intl.NumberFormat("nb-NO");
function count(text) {
  const counter = document.querySelector(`[data-counts="${CSS.escape(text.id)}"]`);
  if (!counter) return;
  const left = counter.dataset.limit - [...text.value].length;
  const words = left < 0 ? counter.dataset.over : counter.dataset.under;
  counter.textContent = words.replace("#", spaced.format(Math.abs(left)));
  counter.classList.toggle("counter--over", left < 0);
  counter.setAttribute("aria-live", left < 0 ? "polite" : "off");
}
const countAll = () => document.querySelectorAll("textarea").forEach(count);
document.addEventListener("input", (event) => count(event.target));
document.addEventListener("htmx:afterSettle", countAll);
countAll();

// When a save by the browser brings the whole section back, what was typed meanwhile stays, and is saved in its turn.
let asSent = new Map();
let typedSince = new Map();
const stateOf = (input) => (["checkbox", "radio"].includes(input.type) ? input.checked : input.value);
const inputsOf = (form) => [...form.querySelectorAll("input[id]:not([type=hidden], [type=file]), textarea[id], select[id]")];
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest("#section-form");
  if (form) asSent = new Map(inputsOf(form).map((input) => [input.id, stateOf(input)]));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.target;
  if (form.id !== "section-form") return;
  const changed = inputsOf(form).filter((input) => asSent.has(input.id) && asSent.get(input.id) !== stateOf(input));
  typedSince = new Map(changed.map((input) => [input.id, stateOf(input)]));
});
document.addEventListener("htmx:afterSettle", () => {
  for (const [id, state] of typedSince) {
    const input = document.getElementById(id);
    if (!input) continue;
    input[["checkbox", "radio"].includes(input.type) ? "checked" : "value"] = state;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  typedSince = new Map();
});

// Buttons that set the marks of formatted text (**bold**, "- item") around what is selected. Typing them works as well.
function marked(text, before, each) {
  const { value, selectionStart: start, selectionEnd: end } = text;
  const from = each ? value.lastIndexOf("\n", start - 1) + 1 : start;
  const chosen = value.slice(from, end);
  const written = each ? chosen.replace(/^(?:- )?/gm, before) : before + chosen + before;
  text.focus();
  text.setRangeText(written, from, end, "select");
  if (!each) text.setSelectionRange(from + before.length, from + written.length - before.length);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
function addTools(form, text) {
  const tools = document.createElement("div");
  tools.className = "marks";
  tools.setAttribute("role", "group");
  const label = form.querySelector(`label[for="${CSS.escape(text.id)}"]`);
  tools.setAttribute("aria-label", `${form.dataset.tools} ${label?.textContent.trim() ?? ""}`);
  const actions = { bold: () => marked(text, "**", false), item: () => marked(text, "- ", true) };
  for (const [name, act] of Object.entries(actions)) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button" });
    Object.assign(button.dataset, { variant: "tertiary", size: "sm" });
    button.textContent = form.dataset[name];
    button.addEventListener("click", act);
    tools.append(button);
  }
  text.before(tools);
  text.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    actions.bold();
  });
}
for (const form of document.querySelectorAll("form[data-marks]")) {
  for (const name of form.dataset.marks.split(" ")) {
    const text = form.querySelector(`textarea[name="q_${name}"]`);
    if (text) addTools(form, text);
  }
}
