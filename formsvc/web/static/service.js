// What pages do beyond plain HTML. Nothing here is needed: without it every form still works.

// After a post with faults the reader starts at the summary of them.
document.querySelector("[data-focus-first]")?.focus();

// A double click on a submit button sends once. (The server refuses the second all the same.)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  // A download leaves the page as it is; then the form must work again.
  setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
