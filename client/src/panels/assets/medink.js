// What the pages do beyond plain HTML: local times, busy buttons, copying, the idle clock. Everything works without it
// but uploads.
"use strict";

function localTimes(root) {
  const rough = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.dateTime);
    if (isNaN(at)) continue;
    element.textContent = rough.format(at);
    element.title = exact.format(at) + " (" + element.dateTime + ")";
  }
}

// A form that is on its way is not sent twice, and says that it is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) {
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  }
});

// A page that comes back from the browser's memory is not on its way any more.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(field.value ?? field.textContent);
  button.textContent = "Copied";
});

// The server locks by its own clock; this one only shows it, and leaves the page when it has happened.
function idleClock() {
  const limit = Number(document.body.dataset.idle) * 1000;
  if (!limit) return;
  const shown = document.getElementById("idle");
  const began = Date.now();
  setInterval(() => {
    const left = limit - (Date.now() - began);
    if (left < -3000) location.replace("/");
    shown.hidden = left > 120000;
    shown.textContent = "Locks in " + Math.max(0, Math.ceil(left / 1000)) + " s";
  }, 1000);
}

document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  idleClock();
  document.querySelector(".problem[role=alert]")?.focus();
});
document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));
