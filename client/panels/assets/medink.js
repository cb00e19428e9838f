// What the pages do beyond plain HTML: local times, busy buttons, copying, the idle clock. Everything works without it
// but uploads.
"use strict";

// The page's language. Of its varieties the browser's own, such as British English; in Arabic with the digits that
// addresses and forms have.
const language = document.documentElement.lang;
const locale =
  language === "ar" ? "ar-u-ca-gregory-nu-latn" : navigator.languages.find((one) => one.split("-")[0] === language) ?? language;

// Every word that the script says is the page's.
function say(name, of) {
  const words = document.getElementById("words").dataset[name] ?? "";
  return of === undefined ? words : words.replace("#", () => of);
}

function localTimes(root) {
  const rough = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.dateTime);
    if (isNaN(at)) continue;
    element.textContent = rough.format(at);
    element.title = exact.format(at) + " (" + element.dateTime + ")";
  }
}

// A form that is on its way is not sent twice, and says that it is.
function sending(event) {
  const form = event.target;
  // What changes a part of the page leaves the page as it is, and can be sent again; but for the buttons that lead away.
  if (form.hasAttribute("hx-post") && !leads(event)) return;
  // A download leaves it as well.
  if ("download" in form.dataset) return void setTimeout(() => form.reset());
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  const button = event.submitter;
  const words = button?.textContent;
  if (button) {
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  }
  const again = () => {
    delete form.dataset.sent;
    button?.removeAttribute("aria-busy");
    if (button?.dataset.busy) button.textContent = words;
  };
  underWay.add(again);
  // No event tells that somebody has stopped it. What does nothing twice may be sent again.
  if (form.id === "finder" || form.querySelector("[name=once]")) setTimeout(again, 5000);
}
const underWay = new Set();
const leads = (event) => event.submitter?.hasAttribute("formaction");
document.addEventListener("submit", sending);
// A button that leads away from a form which else changes a part of the page: only the browser is to send it.
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.hasAttribute("hx-post") || !leads(event)) return;
    event.stopPropagation();
    sending(event);
  },
  true,
);

// A page that comes back from the browser's memory is not on its way any more.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const again of underWay) again();
  underWay.clear();
  location.reload();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(field.value ?? field.textContent);
  button.textContent = say("copied");
  said(say("copied"));
});

// Locking. The server locks by its own clock, which requests set back. The pages tell it of somebody who types or clicks
// without asking for a page, warn a minute before, and leave when it has locked: all tabs at once, for each page says
// which session it is of, and what is of another session, or of a locked one, has nothing to show.
let heard = Date.now();
function idleClock() {
  const limit = Number(document.body.dataset.idle) * 1000;
  const token = document.body.dataset.token;
  if (!token) return;
  const leave = () => location.replace("/");
  const tabs = new BroadcastChannel("medink");
  tabs.addEventListener("message", ({ data }) => {
    if (data.token !== token) {
      if (limit || location.pathname === "/") leave();
    } else if (!data.unlocked) {
      if (limit) leave();
    } else if (data.heard > heard) heard = data.heard;
  });
  tabs.postMessage({ token, unlocked: limit > 0, heard });
  if (!limit) return;

  const shown = document.getElementById("idle");
  const seconds = shown.querySelector("span");
  const warnAt = Math.min(60000, limit / 2);
  // How long is left, by the server's clock. Quietly: without setting it back.
  const ask = async (quietly) => {
    const headers = { "x-medink-token": token };
    if (quietly) headers["x-medink-quiet"] = "1";
    let answer;
    try {
      answer = await fetch("/session", { headers });
      if (answer.ok) heard = Date.now() - limit + (await answer.json()).left * 1000;
    } catch {
      // The program was stopped: the clock here goes on, and ends with this page.
      return;
    }
    if (!answer.ok) leave();
  };
  const here = async () => {
    heard = Date.now();
    tabs.postMessage({ token, unlocked: true, heard });
    await ask(false);
  };
  for (const name of ["keydown", "pointerdown"])
    document.addEventListener(name, () => {
      if (Date.now() - heard >= Math.min(60000, limit / 4)) here();
    });
  shown.querySelector("button").addEventListener("click", here);
  // Who comes back to this tab is not shown what was locked meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask(true);
  });
  window.addEventListener("focus", () => ask(true));
  let asked = 0;
  setInterval(() => {
    const left = limit - (Date.now() - heard);
    if (left < -3000) return leave();
    // Another tab, or an upload, may have been heard of since.
    if (left <= warnAt && Date.now() - asked > 10000) {
      asked = Date.now();
      ask(true);
    }
    shown.hidden = left > warnAt;
    seconds.textContent = say("seconds", Math.max(0, Math.ceil(left / 1000)));
  }, 1000);
}

// What comes anew into the footer stays as open as it was.
let unfolded = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  unfolded = Boolean(event.target.querySelector?.("details")?.open);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const details = event.target.closest?.("footer") && event.target.querySelector("details");
  if (details) details.open = unfolded;
});

// A page that waits for something goes on by itself.
document.addEventListener("DOMContentLoaded", () => {
  const next = document.querySelector("[data-wait]")?.dataset.wait;
  if (next) setTimeout(() => location.replace(next), 1500);
});

// Passwords can be looked at while they are typed.
function reveals(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small quiet reveal";
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = say(shown ? "hidePassword" : "showPassword");
    button.setAttribute("aria-pressed", String(shown));
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  // What the browser may keep of a form is never a password.
  field.form?.addEventListener("submit", () => show(false));
  field.closest("label").after(button);
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[type=password]").forEach(reveals));

document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  idleClock();
  document.querySelector(".problem[role=alert]:not([hidden])")?.focus();
});
document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));

// What is read aloud: a reader of the screen hears of changes only in what stayed on the page while it changed.
function said(words) {
  const voice = document.getElementById("said");
  if (voice && voice.textContent !== words) voice.textContent = words;
}
document.addEventListener("htmx:afterSwap", () => {
  const found = document.querySelector("#found .row[role=status]");
  if (found) said(found.textContent.trim());
});

// On paper: when it was printed, and what is folded up on the screen.
window.addEventListener("beforeprint", () => {
  for (const now of document.querySelectorAll("[data-now]"))
    now.textContent = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(new Date());
  for (const details of document.querySelectorAll("main details:not([open], .confirm, .filter)")) {
    details.open = true;
    details.dataset.folded = "1";
  }
});
window.addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-folded]")) {
    details.open = false;
    delete details.dataset.folded;
  }
});

// Uploads: one request a file, one after the other, each with its progress and a way to cancel.
function uploads(section) {
  const list = section.querySelector(".files");
  const actions = section.querySelector("[data-actions]");
  const send = section.querySelector("[data-send]");
  const problem = section.querySelector(".problem");
  const drop = section.querySelector(".drop");
  const input = section.querySelector("input[type=file]");
  const single = section.dataset.amends !== "";
  let rows = [];
  let running = false;

  const field = (text, name, value, list) => {
    const label = document.createElement("label");
    label.textContent = text;
    const input = document.createElement("input");
    input.name = name;
    input.value = value;
    input.dir = "auto";
    if (list) input.setAttribute("list", list);
    label.append(input);
    return label;
  };

  const show = () => {
    list.hidden = actions.hidden = rows.length === 0;
  };

  const add = (files) => {
    if (running) return;
    if (single) {
      rows.forEach((row) => row.item.remove());
      rows = [];
    }
    for (const file of single ? [...files].slice(0, 1) : files) {
      const item = document.createElement("li");
      const fields = document.createElement("div");
      fields.className = "columns";
      const title = field(say("title"), "title", file.name.replace(/\.[^.]{1,5}$/, ""));
      const kind = field(say("kind"), "kind", "", "kinds");
      const date = field(say("date"), "date", "");
      date.lastChild.type = "date";
      fields.append(title, kind, date);
      const line = document.createElement("p");
      line.className = "row";
      const state = document.createElement("span");
      state.className = "soft";
      state.setAttribute("role", "status");
      const size = new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "byte",
        unitDisplay: "long",
        notation: "compact",
        maximumFractionDigits: 1,
      });
      const name = document.createElement("bdi");
      name.textContent = file.name;
      state.append(name, ", " + size.format(file.size));
      const stop = document.createElement("button");
      stop.type = "button";
      stop.className = "small quiet";
      stop.textContent = say("leaveOut");
      const row = { file, item, title: title.lastChild, kind: kind.lastChild, date: date.lastChild, state, stop, line };
      stop.addEventListener("click", () => {
        if (row.request) return row.request.abort();
        rows = rows.filter((other) => other !== row);
        item.remove();
        show();
      });
      line.append(state, stop);
      item.append(fields, line);
      list.append(item);
      rows.push(row);
    }
    show();
  };

  const put = (row) =>
    new Promise((done) => {
      const request = (row.request = new XMLHttpRequest());
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.setAttribute("aria-label", say("progress", row.file.name));
      row.item.append(bar);
      request.open("PUT", section.dataset.upload);
      request.setRequestHeader("x-medink-token", document.body.dataset.token);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.setRequestHeader("x-medink-name", encodeURIComponent(row.file.name));
      request.setRequestHeader("x-medink-title", encodeURIComponent(row.title.value));
      request.setRequestHeader("x-medink-kind", encodeURIComponent(row.kind.value));
      request.setRequestHeader("x-medink-date", encodeURIComponent(row.date.value));
      if (single) request.setRequestHeader("x-medink-amends", section.dataset.amends);
      request.upload.onprogress = (event) => {
        heard = Date.now();
        if (!event.lengthComputable) return;
        bar.value = event.total ? event.loaded / event.total : 1;
        row.state.textContent =
          event.loaded < event.total ? Math.floor((100 * event.loaded) / event.total) + " %" : say("recording");
      };
      const end = (failure) => {
        bar.remove();
        row.request = null;
        row.stop.textContent = say("leaveOut");
        done(failure);
      };
      request.onload = () => {
        let answer = {};
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          answer = { what: say("noAnswer"), next: say("noAnswerNext") };
        }
        if (request.status === 200) return end(null);
        end([answer.what, answer.next].filter(Boolean).join(". "));
      };
      request.onabort = () => end(say("cancelled"));
      request.onerror = () => end(say("brokeOff"));
      row.stop.textContent = say("cancel");
      row.state.textContent = "0 %";
      request.send(row.file);
    });

  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });
  send.addEventListener("click", async () => {
    // A double click sends nothing twice.
    if (running) return;
    running = true;
    problem.hidden = true;
    send.setAttribute("aria-busy", "true");
    let failed = 0;
    for (const row of [...rows]) {
      const failure = await put(row);
      if (failure) {
        failed++;
        row.state.textContent = failure;
        row.state.className = "bad";
      } else {
        rows = rows.filter((other) => other !== row);
        row.item.remove();
      }
    }
    running = false;
    send.removeAttribute("aria-busy");
    if (failed === 0) return location.assign(section.dataset.next);
    problem.hidden = false;
    const form = new Intl.PluralRules(locale).select(failed);
    problem.textContent = say("failed" + form[0].toUpperCase() + form.slice(1), failed);
    problem.focus();
    show();
  });
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-upload]").forEach(uploads));
// A file that misses the field must not take the page's place.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());

// A key file, or a contract's bundle, is read into the field that it would otherwise be pasted into.
document.addEventListener("change", async (event) => {
  const into = event.target.dataset?.readInto;
  if (into && event.target.files[0]) document.getElementById(into).value = await event.target.files[0].text();
});

// A registration card as a QR code, from the camera or a picture. The program reads it: few browsers can. Pasting always works.
function scans(row) {
  const field = document.getElementById(row.dataset.scan);
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  row.append(told);
  row.hidden = false;
  const take = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("scanned"));
    told.textContent = "";
  };
  // The card in a picture; or what the program says of it, and whether that is only that it shows no card.
  const read = async (picture) => {
    const headers = { "x-medink-token": document.body.dataset.token, "content-type": "application/octet-stream" };
    // Who is locked out meanwhile is led to a page, which is no card.
    const answer = await fetch("/admin/card/picture", { method: "POST", headers, body: picture, redirect: "error" });
    if (answer.ok) return { card: await answer.text() };
    const { what, next } = await answer.json();
    return { none: answer.status === 422, says: [what, next].filter(Boolean).join(". ") };
  };
  row.querySelector("[data-scan-picture]").addEventListener("change", async (event) => {
    const picture = event.target.files[0];
    event.target.value = "";
    if (!picture) return;
    told.textContent = say("pictureReading");
    try {
      const { card, says } = await read(picture);
      if (card) take(card);
      else told.textContent = says;
    } catch {
      told.textContent = say("pictureUnread");
    }
  });
  const camera = row.querySelector("[data-scan-camera]");
  camera.hidden = !navigator.mediaDevices;
  // The click that it looks for; another one ends it.
  let looking = null;
  const looks = (now) => {
    looking = now;
    camera.setAttribute("aria-pressed", String(Boolean(now)));
  };
  // Looks until there is a card, and at most for a minute. Returns what is to be told then.
  const look = async (mine) => {
    const video = document.createElement("video");
    video.muted = video.playsInline = true;
    try {
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        row.after(video);
        told.textContent = say("cameraHold");
        await video.play();
      } catch {
        return say("noCamera");
      }
      for (const until = Date.now() + 60000; looking === mine; await new Promise((done) => setTimeout(done, 200))) {
        const { card, none, says } = await read(await frame(video));
        if (looking !== mine) break;
        if (card) take(card);
        if (!none) return says ?? "";
        if (Date.now() >= until) return say("cameraNothing");
      }
      return "";
    } catch {
      return say("pictureUnread");
    } finally {
      for (const track of video.srcObject?.getTracks() ?? []) track.stop();
      video.remove();
    }
  };
  camera.addEventListener("click", async () => {
    looks(looking ? null : {});
    told.textContent = "";
    if (!looking) return;
    const mine = looking;
    const words = await look(mine);
    if (looking !== mine) return;
    looks(null);
    told.textContent = words;
  });
}

// What a video shows now, as a picture that is no larger than a code takes.
function frame(video) {
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, 1280 / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = video.videoWidth * scale;
  canvas.height = video.videoHeight * scale;
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-scan]").forEach(scans));

// A note is kept as a draft while it is typed, so that nothing of it is lost when the account locks or the page goes.
function drafts(form) {
  const told = form.querySelector("[data-kept]");
  let timer;
  let before = new URLSearchParams(new FormData(form)).toString();
  const keep = async (leaving) => {
    clearTimeout(timer);
    const now = new URLSearchParams(new FormData(form)).toString();
    if (now === before || form.dataset.sent) return;
    before = now;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", headers, body: now, keepalive: leaving });
      if (answer.status !== 204) before = null;
      told.hidden = answer.status !== 204;
    } catch {
      before = null;
      told.hidden = true;
    }
  };
  form.addEventListener("input", () => {
    told.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-draft]").forEach(drafts));

// A field that narrows a list of choices to those that say what is typed. What is chosen stays in sight.
document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.closest("[data-narrows]")?.dataset.narrows);
  if (!list) return;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = folded(event.target.value).split(/\s+/).filter(Boolean);
  for (const choice of list.children) {
    const text = folded(choice.textContent);
    choice.hidden = !choice.querySelector("input").checked && !words.every((word) => text.includes(word));
  }
});

// A table of people is handed to the panels as it is, and the page of its report is shown.
function tables(form) {
  const problem = form.querySelector(".problem");
  const button = form.querySelector("button");
  let running = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (running) return;
    running = true;
    problem.hidden = true;
    button.setAttribute("aria-busy", "true");
    const told = (answer) => {
      problem.textContent = [answer.what, answer.next].filter(Boolean).join(". ");
      problem.hidden = false;
      problem.focus();
    };
    try {
      const answer = await fetch(form.dataset.table, {
        method: "PUT",
        body: form.querySelector("[data-file]").files[0],
        headers: {
          "content-type": "text/csv",
          "x-medink-token": document.body.dataset.token,
          "x-medink-of": form.querySelector("[name=of]:checked").value,
          "x-medink-fund": encodeURIComponent(form.querySelector("[name=fund]").value),
        },
      });
      const said = await answer.json();
      if (answer.ok) return location.assign(said.next);
      told(said);
    } catch {
      told({ what: say("tableLost"), next: say("tableLostNext") });
    }
    running = false;
    button.removeAttribute("aria-busy");
  });
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-table]").forEach(tables));

// Records that are selected in a list: how many is told at once, and no more are taken than may be. The program is told as
// well, so that what was ticked is so, and what was not is not, for whoever leaves the page and comes back.
const chosen = () => [...document.querySelectorAll("[name=chosen]")].filter((one) => one.type === "hidden" || one.checked);
function selects() {
  const bar = document.querySelector(".selection");
  if (!bar) return 0;
  const most = Number(bar.dataset.most);
  const count = chosen().length;
  bar.querySelector("[data-count]").textContent = count;
  bar.querySelector("[data-full]").hidden = count < most;
  return most - count;
}

// One after the other, so that what is told last is what stays.
let telling = false;
let untold = false;
function tell() {
  untold = false;
  const body = new URLSearchParams(chosen().map((one) => ["chosen", one.value]));
  body.append("token", document.body.dataset.token);
  return fetch("/patient/records/select", { method: "POST", body, keepalive: true });
}
async function tells() {
  untold = true;
  if (telling) return;
  telling = true;
  while (untold) {
    try {
      await tell();
    } catch {
      // The program was stopped, and has forgotten what was selected.
    }
  }
  telling = false;
}
window.addEventListener("pagehide", () => {
  if (untold) tell().catch(() => {});
});

// What was ticked and unticked since a search was sent, whose answer does not know of it.
const since = new Map();
const finds = (event) => event.detail.elt?.id === "finder";
document.addEventListener("htmx:configRequest", (event) => {
  if (finds(event)) since.clear();
});
document.addEventListener("htmx:afterSwap", () => {
  const found = document.getElementById("found");
  if (!found || since.size === 0) return;
  for (const [number, checked] of since) {
    const [box] = [...found.querySelectorAll("[name=chosen]")].filter((one) => one.value === number);
    if (box?.type === "checkbox") box.checked = checked;
    else if (box && !checked) box.remove();
    else if (!box && checked) {
      const unseen = document.createElement("input");
      unseen.type = "hidden";
      unseen.name = "chosen";
      unseen.value = number;
      unseen.setAttribute("form", "finder");
      found.append(unseen);
    }
  }
  selects();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (finds(event) && since.size > 0) tells();
});

document.addEventListener("change", (event) => {
  if (event.target.name !== "chosen") return;
  if (selects() < 0) {
    event.target.checked = false;
    selects();
  }
  since.set(event.target.value, event.target.checked);
  tells();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-all]")) return;
  event.preventDefault();
  let left = selects();
  for (const box of document.querySelectorAll("[name=chosen]:not(:checked)")) {
    if (box.type !== "checkbox" || left-- <= 0) continue;
    box.checked = true;
    since.set(box.value, true);
  }
  selects();
  tells();
});
