// Drawing with keys, a finger or a mouse. Every act is one of the forms' own, sent one at a time and kept in
// the open page until it is known to be saved. Without this file the same buttons load the page anew.
"use strict";
(() => {
  const board = () => document.getElementById("bild");
  if (!board()) return;
  const GIVE_UP = 20_000, LONGEST_PAUSE = 30_000, DRAG = 8;
  const KEYS = { ArrowUp: "nearer", ArrowDown: "farther", ArrowRight: "next", ArrowLeft: "previous", Delete: "remove" };
  const waiting = [];
  let busy = false, tries = 0, timer, looking, next = "";

  // --- How it stands ---------------------------------------------------------------------------------

  function say(state, { aloud = state !== "saving" && state !== "saved" } = {}) {
    const place = document.getElementById("lage");
    if (!place) return;
    const words = (place.dataset[state] || "").replace("{time}", board().dataset.saved).replace("{n}", waiting.length);
    place.dataset.state = state;
    place.querySelector("[data-words]").textContent = words;
    if (aloud) place.querySelector("[data-aloud]").textContent = words;
  }
  const changed = (form) => [...form.elements].some((each) => each.type === "text" && each.value !== each.defaultValue);
  const typed = () => [...document.querySelectorAll("form[data-draw]")].some(changed);
  document.addEventListener("input", ({ target }) => {
    if (target.form?.matches("[data-draw]") && target.type === "text" && !waiting.length) say(typed() ? "typed" : "saved", { aloud: false });
  });
  window.addEventListener("beforeunload", (event) => { if (waiting.length || typed()) event.preventDefault(); });

  // --- Sending: one at a time, each on what the one before has answered ---------------------------------

  const token = () => document.querySelector("#bild [name=csrfmiddlewaretoken], [name=csrfmiddlewaretoken]")?.value || "";
  const ask = (method, url, body) => fetch(url, { method, body, redirect: "manual", headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(GIVE_UP) });

  async function renewToken() {
    const answer = await ask("GET", board().dataset.url);
    if (!answer.ok) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (fresh) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; });
    return Boolean(fresh);
  }

  function named(key) {
    document.querySelectorAll("[data-chosen]").forEach((input) => { input.value = key; });
    const name = document.querySelector(`label:has(#lista-${key}) b`)?.textContent;
    if (name) document.querySelectorAll("[data-chosen-name]").forEach((place) => { place.textContent = name; });
  }

  function draw(html) {
    const here = document.activeElement, id = board().contains(here) ? here.id : "";
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("bild");
    if (!fresh) return false;
    board().replaceWith(document.adoptNode(fresh));
    document.querySelectorAll("form[data-draw] [name=version]").forEach((input) => { input.value = board().dataset.version; });
    const chosen = board().querySelector("[name=key]:checked")?.value;
    if (chosen) named(chosen);
    board().dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: board() } })); // kollega.js starts what is new
    (document.getElementById("krock") || document.getElementById(id))?.focus();
    return true;
  }

  const givenBy = (form, button) => new URLSearchParams([...new FormData(form, button)].filter(([name]) => !["version", "csrfmiddlewaretoken"].includes(name)));

  // What somebody has typed about the chosen one is saved before the drawing is drawn anew around it.
  function keepTyped(but) {
    const form = [...board().querySelectorAll("form[data-draw]")].find((each) => each !== but && changed(each));
    const button = form?.querySelector("button[name=do]");
    if (!button) return false;
    waiting.push({ given: givenBy(form, button) });
    [...form.elements].forEach((each) => { if (each.type === "text") each.defaultValue = each.value; });
    return true;
  }

  function send(given, form) {
    keepTyped(form);
    waiting.push({ given, form });
    run();
  }

  async function run() {
    clearTimeout(timer);
    if (busy || !waiting.length) return;
    busy = true;
    const [job] = waiting;
    const { given, form } = job;
    const body = new URLSearchParams(given);
    job.version ??= board().dataset.version; // sent again it is the same act, and the server knows it
    body.set("version", job.version);
    body.set("csrfmiddlewaretoken", token());
    if (!tries) say("saving");
    let done = false;
    try {
      const answer = await ask("POST", board().dataset.url, body);
      if (answer.status === 403 && !tries && await renewToken()) { tries = 1; busy = false; run(); return; }
      if (answer.status === 401 || answer.type === "opaqueredirect") say("out");
      else if (answer.ok || [403, 409, 422].includes(answer.status)) done = answer.status === 403 || draw(await answer.text());
      if (done) settled(answer.status, form);
    } catch { /* the line is down: what is not saved waits below */ }
    busy = false;
    if (done) { run(); return; }
    tries += 1;
    if (document.getElementById("lage")?.dataset.state !== "out") say("failed", { aloud: tries === 1 });
    timer = setTimeout(run, Math.min(LONGEST_PAUSE, 1000 * 2 ** tries));
  }

  function settled(status, form) {
    waiting.shift();
    tries = 0;
    if (status === 200) {
      if (form && "clear" in form.dataset) { form.reset(); form.querySelector("input[type=text]")?.focus(); }
      if (waiting.length) return;
      say("saved");
      if (next) choose(next);
      next = "";
      return;
    }
    waiting.length = 0; // what was pressed after this was meant for another picture
    say("refused");
    document.getElementById("fel")?.scrollIntoView({ block: "nearest" });
  }
  window.addEventListener("online", run);
  window.addEventListener("focus", () => { if (waiting.length) run(); });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-draw]")) return;
    event.preventDefault();
    send(givenBy(form, event.submitter), form);
  }, true);

  // --- Choosing ------------------------------------------------------------------------------------------

  const keyOf = (handle) => handle.id.split("-").pop();
  async function choose(key) {
    const radio = document.getElementById(`lista-${key}`);
    if (radio) radio.checked = true;
    named(key);
    board().querySelectorAll("a.handle").forEach((each) => each.classList.toggle("chosen", keyOf(each) === key));
    looking?.abort();
    if (keepTyped()) { next = key; run(); return; }
    const mine = looking = new AbortController();
    try {
      const answer = await fetch(`${board().dataset.url}?vald=${encodeURIComponent(key)}`, { redirect: "manual", headers: { "HX-Request": "true" }, signal: mine.signal });
      if (answer.ok && !waiting.length && mine === looking) draw(await answer.text());
    } catch { /* another was chosen, or the line is down: the list and the buttons work all the same */ }
  }
  document.addEventListener("change", ({ target }) => { if (target.matches("#bild [type=radio][name=key]")) choose(target.value); });
  document.addEventListener("click", (event) => {
    const handle = event.target.closest?.("#bild a.handle");
    if (!handle) return;
    event.preventDefault();
    if (!dragged) choose(keyOf(handle));
  });

  // --- Keys ----------------------------------------------------------------------------------------------

  const can = (act) => board().querySelector(`button[name=do][value=${act}]`);
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=radio]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !writing && can("undo")) {
      event.preventDefault();
      send({ do: "undo" });
      return;
    }
    const handle = event.target.closest?.("#bild a.handle"), act = KEYS[event.key];
    if (!handle || !act || !can(act) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    send({ do: act, key: keyOf(handle) });
  });

  // --- A finger or a mouse ---------------------------------------------------------------------------------

  let drag = null, dragged = false;
  const at = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("#bild[data-drop] a.handle");
    dragged = false;
    if (!handle || event.button) return;
    const svg = handle.ownerSVGElement;
    drag = { handle, svg, from: [event.clientX, event.clientY], grip: at(svg, event), was: handle.getAttribute("transform") };
    handle.setPointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!dragged && Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < DRAG) return;
    dragged = true;
    drag.handle.classList.add("dragged");
    const now = at(drag.svg, event);
    drag.handle.setAttribute("transform", `translate(${now.x - drag.grip.x} ${now.y - drag.grip.y}) ${drag.was}`);
  });
  function letGo(event) {
    if (!drag) return;
    const { handle, svg, was } = drag;
    drag = null;
    handle.classList.remove("dragged");
    if (!dragged) return;
    if (event.type === "pointercancel") { handle.setAttribute("transform", was); return; }
    const { x, y } = at(svg, event);
    send({ do: "drop", key: keyOf(handle), x: x.toFixed(1), y: y.toFixed(1) });
  }
  for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, letGo);
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.("#bild a.handle")) event.preventDefault(); });
})();
