// What the pages do beyond HTML. Everything works without this file; nothing is stored on the device.
// Words on screen come from the page (data attributes), so that they can be translated.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tokens = (root = document) => all("[name=csrfmiddlewaretoken]", root);
  const token = (root) => (tokens(root)[0] || tokens()[0])?.value || "";
  const lines = (text) => String(text).replaceAll("\r\n", "\n");

  // --- Saving while somebody writes ------------------------------------------------------------

  const PAUSE = 1000, LONGEST_PAUSE = 10_000, GIVE_UP = 20_000, LARGEST_FAREWELL = 60_000;
  const TROUBLE = ["failed", "out", "conflict", "invalid", "refused"];
  const saving = new Set();

  // After signing in again in another tab the old token is refused; any page of ours has the new one.
  async function renewToken() {
    const home = document.querySelector(".brand")?.href || "/";
    const answer = await fetch(home, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = tokens(page)[0]?.value;
    if (fresh) tokens().forEach((input) => { input.value = fresh; });
    return Boolean(fresh);
  }

  class Autosave {
    constructor(form) {
      this.form = form;
      this.tries = 0;
      this.clashes = 0;
      this.state = "";
      form.autocomplete = "off"; // or a reload would bring an old version number back
      this.saved = this.content();
      for (const type of ["input", "change"]) form.addEventListener(type, () => this.changed());
      form.addEventListener("submit", (event) => this.beforeSubmit(event), true);
      form.addEventListener("htmx:afterRequest", () => { this.leaving = false; });
      saving.add(this);
    }

    // What the person has filled in, as it is sent; files wait for the real sending.
    content() {
      const data = [...new FormData(this.form)].filter(([name, value]) =>
        typeof value === "string" && name !== "version" && name !== "csrfmiddlewaretoken");
      return new URLSearchParams(data).toString();
    }

    get dirty() { return this.content() !== this.saved; }
    get unsaved() { return this.form.isConnected && !this.leaving && (this.busy || this.dirty); }
    get waitsForPerson() { return this.state === "out" || this.clashes > 0; }

    show(state, time = "") {
      const troubled = TROUBLE.includes(this.state);
      const news = state !== this.state && (TROUBLE.includes(state) || (troubled && state === "saved"));
      this.state = state;
      for (const place of all("[data-save-state]", this.form)) {
        const words = place.dataset[state].replace("{time}", time);
        place.dataset.state = state;
        place.querySelector("[data-save-text]").textContent = words;
        place.querySelector("[data-save-sign-in]").hidden = state !== "out";
        if (news) place.querySelector("[data-save-said]").textContent = words;
      }
    }

    changed() {
      this.leaving = false;
      if (this.waitsForPerson || !this.dirty) return;
      if (!TROUBLE.includes(this.state)) this.show("saving");
      this.since ||= Date.now();
      const left = Math.max(0, this.since + LONGEST_PAUSE - Date.now());
      if (this.state !== "failed") this.in(Math.min(PAUSE, left));
    }

    in(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    // One save at a time; returns true once what stands in the form is known to be kept.
    async save({ farewell = false } = {}) {
      clearTimeout(this.timer);
      while (this.busy) await this.busy;
      if (this.waitsForPerson) return false;
      if (!this.dirty) return true;
      this.since = 0;
      this.busy = this.send(farewell);
      try { return await this.busy; } finally { this.busy = null; }
    }

    async send(farewell, renewed = false) {
      const content = this.content();
      const body = new URLSearchParams(content);
      body.set("version", this.form.elements.version?.value || "");
      body.set("csrfmiddlewaretoken", token(this.form));
      let answer, data = {};
      try {
        answer = await fetch(this.form.dataset.autosave, {
          method: "POST", body, redirect: "manual", headers: { Accept: "application/json" },
          keepalive: farewell && content.length < LARGEST_FAREWELL, signal: AbortSignal.timeout(GIVE_UP),
        });
        if (answer.status === 403 && !renewed && await renewToken()) return this.send(farewell, true);
        if (answer.ok || answer.status === 409) data = await answer.json();
      } catch { return this.again(); }
      if (answer.type === "opaqueredirect" || answer.status === 401) return this.signedOut();
      if (answer.ok) return this.kept(content, data);
      if (answer.status === 409) return this.clash(content, data);
      if (answer.status === 422) { this.show("invalid"); return true; }
      if ([408, 425, 429].includes(answer.status) || answer.status >= 500) {
        return this.again(Number(answer.headers.get("Retry-After")) * 1000);
      }
      this.show("refused");
      return false;
    }

    kept(content, { version, saved_at: time }) {
      this.tries = 0;
      this.saved = content;
      if (this.form.elements.version && version !== undefined) this.form.elements.version.value = version;
      if (time) this.time = time;
      if (this.dirty) { this.show("saving"); this.in(PAUSE); } else this.show("saved", this.time);
      return true;
    }

    again(wait = 0) {
      this.tries += 1;
      this.show("failed");
      this.in(Math.max(wait || 0, Math.min(60_000, 1000 * 2 ** this.tries) * (0.75 + Math.random() / 2)));
      return false;
    }

    signedOut() {
      this.show("out");
      return false;
    }

    async signedInAgain() {
      if (this.state !== "out" || !await renewToken().catch(() => false)) return;
      this.state = "failed";
      this.save();
    }

    // Somebody saved in between. A text that is what we sent is our own, its answer lost on the way.
    clash(content, { version, theirs }) {
      const sent = new URLSearchParams(content);
      const real = Object.entries(theirs).filter(([name, text]) => lines(text) !== lines(sent.get(name)));
      if (!real.length) return this.kept(content, { version });
      this.clashes = real.length;
      const boxes = real.map(([name, text]) => this.askAbout(name, text, version));
      this.show("conflict");
      boxes[0].focus();
      return false;
    }

    askAbout(name, theirs, version) {
      const control = this.form.elements[name];
      const field = (control instanceof Element ? control : control?.[0])?.closest(".field");
      const model = this.form.querySelector("template[data-save-clash]");
      const box = model.content.firstElementChild.cloneNode(true);
      box.querySelector("[data-mine]").textContent = control?.value ?? "";
      box.querySelector("[data-theirs]").textContent = theirs;
      box.addEventListener("click", (event) => {
        const keep = event.target.closest("[data-keep]")?.dataset.keep;
        if (!keep) return;
        const mine = control?.value ?? "";
        if (control && keep !== "mine") control.value = keep === "both" ? `${mine}\n\n${theirs}` : theirs;
        box.remove();
        (control instanceof Element ? control : control?.[0])?.focus();
        this.clashes -= 1;
        if (!this.clashes) this.settled(version);
      });
      if (field) field.after(box); else model.parentElement.after(box);
      return box;
    }

    settled(version) {
      this.form.elements.version.value = version;
      this.saved = null; // what is kept is no longer what we last sent
      this.show("saving");
      this.save();
    }

    // Sending waits for the save, so that it carries the right version and never leaves a text behind.
    beforeSubmit(event) {
      if (this.leaving || !(this.busy || this.dirty)) { this.leaving = true; return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      this.save().then((kept) => {
        if (kept) { this.leaving = true; this.form.requestSubmit(submitter); return; }
        this.form.querySelector("[data-save-state]")?.scrollIntoView({ block: "center" });
      });
    }
  }

  const pending = () => [...saving].filter((one) => one.unsaved);
  window.addEventListener("beforeunload", (event) => { if (pending().length) event.preventDefault(); });
  window.addEventListener("online", () => pending().forEach((one) => one.save()));
  window.addEventListener("focus", () => saving.forEach((one) => one.signedInAgain()));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) pending().forEach((one) => one.save({ farewell: true }));
    else saving.forEach((one) => one.signedInAgain());
  });

  // --- Who else is here --------------------------------------------------------------------------

  function presence(place) {
    let shown = place.innerHTML;
    const ping = async () => {
      if (document.hidden || !place.isConnected) return;
      const body = new URLSearchParams({ csrfmiddlewaretoken: token(place) });
      try {
        const answer = await fetch(place.dataset.presence, { method: "POST", body, redirect: "manual" });
        const html = answer.ok ? await answer.text() : shown;
        if (html !== shown) place.innerHTML = shown = html;
      } catch { /* the line is down; the next ping tells */ }
    };
    const clock = setInterval(() => (place.isConnected ? ping() : clearInterval(clock)), 15_000);
    document.addEventListener("visibilitychange", ping);
    ping();
  }

  // --- A second press does nothing ------------------------------------------------------------------

  const sent = new Map();
  function release(form) {
    clearTimeout(sent.get(form));
    sent.delete(form);
    all("[data-sent]", form).forEach((button) => { button.removeAttribute("aria-disabled"); button.removeAttribute("data-sent"); });
  }
  function hold(form, button) {
    sent.set(form, setTimeout(() => release(form), 10_000)); // a download never leaves the page
    if (button) { button.dataset.sent = ""; button.setAttribute("aria-disabled", "true"); }
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || "many" in form.dataset) return;
    if (sent.has(form)) event.preventDefault(); else hold(form, event.submitter);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    [...sent.keys()].forEach(release);
    saving.forEach((one) => { one.leaving = false; });
  });

  // --- Files: what is too much is told before it is sent over a slow line ------------------------------

  function files(place) {
    const input = place.querySelector("input[type=file]"), say = place.querySelector("[data-files-say]");
    const limit = (name) => Number(place.dataset[name]);
    const wrong = (chosen) => {
      if (chosen.length > limit("most")) return place.dataset.tooMany;
      const large = chosen.filter((file) => file.size > limit("mostBytes"));
      if (large.length) return `${place.dataset.tooLarge} ${large.map((file) => file.name).join(", ")}`;
      return chosen.reduce((sum, file) => sum + file.size, 0) > limit("mostTogether") ? place.dataset.tooMuch : "";
    };
    input.addEventListener("change", () => {
      const chosen = [...input.files], fault = wrong(chosen);
      if (fault) input.value = "";
      say.classList.toggle("error", Boolean(fault));
      say.textContent = fault || chosen.map((file) => file.name).join(", ");
    });
    input.form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented && input.files.length) say.textContent = place.dataset.sending;
    });
  }

  // --- htmx ----------------------------------------------------------------------------------------

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form[method=post]:not([data-many])")) return;
    if (sent.has(form)) event.preventDefault(); else hold(form, event.detail.requestConfig.triggeringEvent?.submitter);
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => release(detail.elt));
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = token(detail.elt);
  });
  // htmx notes the address it is on in session storage; we keep nothing on the device.
  const forget = () => { try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* refused: nothing is there */ } };
  for (const type of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) document.addEventListener(type, forget);

  function trouble({ detail }) {
    const place = document.getElementById("besked");
    const pressed = ["click", "submit"].includes(detail.requestConfig?.triggeringEvent?.type);
    if (!place || !pressed) return; // what the page asks for by itself may fail in silence
    const note = Object.assign(document.createElement("div"), { className: "note bad" });
    const words = document.createElement("p");
    words.textContent = detail.xhr?.status === 401 ? place.dataset.out : place.dataset.trouble;
    note.append(words);
    place.replaceChildren(note);
    place.scrollIntoView({ block: "nearest" });
  }
  for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(type, trouble);

  // --- Keys and menus --------------------------------------------------------------------------------

  const menus = () => all("details[data-menu][open]");
  document.addEventListener("click", ({ target }) => {
    menus().forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    }
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || writing || chord || !("shortcuts" in document.body.dataset)) return;
    const visible = () => all("[data-search]").find((field) => field.checkVisibility());
    if (!visible()) all("details.all").forEach((menu) => { menu.open = true; });
    if (visible()) { event.preventDefault(); visible().focus(); }
  });

  // --- Copying a text by one press; the button is hidden where the browser cannot -------------------

  function copier(button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      try { await navigator.clipboard.writeText(field.value); button.textContent = button.dataset.copied; }
      catch { field.select(); }
    });
  }

  // --- Suggestions while a search is typed (WAI-ARIA: editable combobox with a list) -----------------

  let lists = 0;
  function suggest(input) {
    const form = input.form, { suggest: url, suggestLabel: label, suggestCount: count } = input.dataset;
    const list = Object.assign(document.createElement("ul"), { id: `forslag-${lists += 1}`, className: "suggested", hidden: true });
    const said = Object.assign(document.createElement("span"), { className: "unseen" });
    const set = (element, values) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));
    set(list, { role: "listbox", "aria-label": label });
    set(said, { role: "status" });
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
    input.parentElement.append(list, said);
    let timer, asking, active = -1, typed = "";
    const options = () => [...list.children];
    const show = (open) => { list.hidden = !open; input.setAttribute("aria-expanded", String(open)); if (!open) mark(-1); };
    const mark = (place) => {
      active = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const chosen = options()[place];
      if (chosen) { input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
    };
    const take = (option) => {
      show(false);
      if (option.dataset.url) { location.assign(option.dataset.url); return; }
      input.value = option.dataset.text;
      form.requestSubmit();
    };
    const draw = (found) => {
      list.replaceChildren(...found.map(({ text, kind, url: there }, at) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${at}`, textContent: text });
        set(option, { role: "option", "aria-selected": "false", "data-text": text, "data-url": there });
        if (kind) option.append(Object.assign(document.createElement("small"), { textContent: ` ${kind}` }));
        return option;
      }));
      said.textContent = found.length ? count.replace("{n}", found.length) : "";
      active = -1;
      show(found.length > 0 && document.activeElement === input);
    };
    const ask = async () => {
      const start = typed = input.value.trim();
      asking?.abort();
      if (start.length < 2 || start.length > 80) { draw([]); return; }
      asking = new AbortController();
      const body = new URLSearchParams({ q: start, csrfmiddlewaretoken: token(form) });
      try {
        const answer = await fetch(url, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: asking.signal });
        if (answer.ok && start === typed) draw((await answer.json()).suggestions);
      } catch { /* the line is down, or more was typed: searching works all the same */ }
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 250); });
    input.addEventListener("blur", () => show(false));
    form.addEventListener("submit", () => { clearTimeout(timer); asking?.abort(); show(false); });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its focus
    list.addEventListener("click", (event) => { const option = event.target.closest("li"); if (option) take(option); });
    input.addEventListener("keydown", (event) => {
      const all = options(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && all.length) {
        event.preventDefault();
        const from = list.hidden && step < 0 ? 0 : active;
        if (list.hidden) show(true);
        mark(from + step < -1 ? all.length - 1 : from + step >= all.length ? -1 : from + step);
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
        event.preventDefault();
        take(all[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation(); // the menu around it stays
        show(false);
      }
    });
  }

  // --- Start, and again for what htmx brings -----------------------------------------------------------

  const started = new WeakSet();
  function start(root) {
    const here = (selector) => [...(root.matches?.(selector) ? [root] : []), ...all(selector, root)]
      .filter((element) => !started.has(element) && started.add(element));
    here("form[data-autosave]").forEach((form) => new Autosave(form));
    here("[data-presence]").forEach(presence);
    here("[data-copy]").forEach(copier);
    here("[data-files]").forEach(files);
    here("[data-suggest]").forEach(suggest);
    here("[data-error-summary]").forEach((box) => {
      const prefix = `${box.dataset.errorSummary} `;
      if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
      box.focus();
    });
  }
  document.addEventListener("htmx:load", ({ detail }) => start(detail.elt));
  forget();
  start(document);
})();
