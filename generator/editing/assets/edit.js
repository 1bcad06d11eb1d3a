// The form works without this script; with it, problems show while typing, lists change in place,
// the page is previewed beside the form, pictures are dropped, and unsaved text outlives a reload.
"use strict";
document.documentElement.classList.add("scripted");

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const later = (wait, run) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(() => run(...given), wait); }; };
const made = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

// The list: filters answer while typing.
const filters = $("form[data-live]");
if (filters) {
  let latest = 0;
  const show = later(200, async () => {
    const mine = ++latest;
    const address = "/?" + new URLSearchParams(new FormData(filters));
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    if (mine !== latest) return;
    $("#results").replaceWith($("#results", page));
    history.replaceState(null, "", address);
    $("input[name=back]").value = address;
  });
  filters.addEventListener("input", show);
  filters.addEventListener("submit", (event) => { event.preventDefault(); show(); });
}

// A file as text: a problem leads to its place.
const source = $("#source");
if (source) {
  for (const link of $$("[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const area = $("#text"), lines = area.value.split("\n"), line = Number(link.dataset.line);
      const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + Number(link.dataset.column) - 1;
      area.focus();
      area.setSelectionRange(at, at + 1);
      area.scrollTop = Math.max(0, (line - 5) * 23);
    });
  }
}

const form = $("#form");
if (form) {
  const words = JSON.parse(document.body.dataset.words);
  const key = `hub-edit:${form.dataset.file}`;
  const state = () => JSON.stringify([...new FormData(form)].filter(([name]) => !name.startsWith("base:")));
  let saved = state();
  let leaving = false;
  let refused = Boolean($("#summary, #conflict, #failure"));
  const isNew = Boolean($("input[name=new]", form));
  const changed = () => refused || state() !== saved;

  const post = (address, more = {}) => {
    const body = new FormData(form);
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return fetch(address, { method: "POST", body, headers: { Accept: address === "/form" ? "text/html" : "application/json" } });
  };

  // Unsaved text
  const keep = later(400, () => {
    if (leaving) return;
    if (changed()) localStorage.setItem(key, JSON.stringify({ base: form.dataset.base, fields: [...new FormData(form)] }));
    else localStorage.removeItem(key);
  });
  const forget = () => localStorage.removeItem(key);
  const restore = async () => {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept || refused || !form.isConnected) return;
    const body = new FormData();
    for (const [name, value] of kept.fields) body.append(name, value);
    if (JSON.stringify(kept.fields.filter(([name]) => !name.startsWith("base:"))) === saved) return forget();
    await redraw(fetch("/form", { method: "POST", body }), false);
    $("#draft").hidden = false;
  };
  $("#dropdraft").addEventListener("click", () => { forget(); leaving = true; location.href = `/edit?file=${encodeURIComponent(form.dataset.file)}`; });
  for (const link of $$("[data-drop]")) link.addEventListener("click", () => { forget(); leaving = true; });
  addEventListener("beforeunload", (event) => { if (!leaving && changed()) event.preventDefault(); });

  // Lists: the server draws the form anew
  const redraw = async (answer, focus = true) => {
    try {
      const page = new DOMParser().parseFromString(await (await answer).text(), "text/html");
      const fresh = $("#form", page);
      if (!fresh) throw new Error("no form");
      const open = new Set($$("details[open]", form).map((one) => one.id)), y = scrollY;
      const all = new Set($$("details", form).map((one) => one.id));
      form.replaceChildren(...fresh.childNodes);
      for (const one of $$("details", form)) if (all.has(one.id)) one.open = open.has(one.id);
      if (focus) goTo(JSON.parse(page.body.dataset.words).target); else scrollTo(0, y);
      translate(form.classList.contains("translating"));
      after();
    } catch { say(words.no_reply); }
  };
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && button.name === "do") {
      event.preventDefault();
      if (button.value) redraw(post("/form", { do: button.value })); else check();
    } else if (button && button.id === "show-preview") {
      event.preventDefault();
      preview();
    } else if (button) {
      leaving = true;
      if (localStorage.getItem(key) === null) keepNow();
      button.setAttribute("aria-busy", "true");
    }
  });
  const keepNow = () => localStorage.setItem(key, JSON.stringify({ base: form.dataset.base, fields: [...new FormData(form)] }));
  $$('button[form="form"][name="anyway"]').forEach((button) => button.addEventListener("click", () => { leaving = true; }));

  // Problems while typing
  const place = (name) => {
    for (let at = name; at; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
      const found = document.getElementById(`p-${at}`);
      if (found) return found;
    }
    return document.getElementById("p-");
  };
  const goTo = (name) => {
    let target = name && (document.getElementById(`f-${name}`) || document.getElementById(`f-${name}.day`));
    if (!target && name) target = document.getElementById(`f-${name.slice(0, name.lastIndexOf("."))}`);
    if (!target) return;
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    const inner = target.matches("input, select, textarea, summary, button") ? target : $("input:not([type=hidden]), select, textarea", target) || target;
    inner.focus();
    inner.scrollIntoView({ block: "center" });
  };
  const say = (text) => { $("#dirty").textContent = text; };
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    let found;
    try { found = await (await post("/check")).json(); } catch { return say(words.no_reply); }
    if (mine !== asked) return;
    if (found.failure) { say(found.failure); $("#health").textContent = ""; return; }
    say(found.changed ? words.unsaved : words.nothing_changed);
    const quiet = isNew && !refused;
    for (const one of $$(".problems", form)) one.replaceChildren();
    for (const one of $$("[aria-invalid]", form)) one.removeAttribute("aria-invalid");
    for (const [name, list] of Object.entries(found.fields)) {
      const spot = place(name);
      for (const one of list) {
        if (quiet && !touched.has(name) && one.severity === "error") continue;
        spot.append(made("p", { class: one.severity }, made("b", {}, words[`${one.severity}_word`]), " ", one.message, " ", made("span", { class: "fix" }, `${words.fix}${one.fix}`)));
        if (one.severity === "error") document.getElementById(`f-${spot.id.slice(2)}`)?.matches("input,textarea,select") && document.getElementById(`f-${spot.id.slice(2)}`).setAttribute("aria-invalid", "true");
      }
    }
    const parts = [];
    if (found.errors) parts.push(fill(words.own_errors, { count: found.errors }));
    if (found.warnings) parts.push(fill(words.own_warnings, { count: found.warnings }));
    if (!parts.length) parts.push(words.fine);
    if (found.elsewhere) parts.push(fill(words.elsewhere, { count: found.elsewhere }));
    $("#health").textContent = parts.join(" · ");
    $("#health").classList.toggle("bad", found.errors > 0);
  };
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches('textarea[rows="1"]') && !event.isComposing) event.preventDefault(); });
  const touched = new Set();
  const soon = later(500, check);
  const refresh = later(1200, () => { if (!$("#preview").hidden) preview(); });
  const after = () => { say(changed() ? words.unsaved : words.nothing_changed); keep(); soon(); refresh(); };
  form.addEventListener("input", (event) => { if (event.target.name) touched.add(event.target.name); after(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-field]");
    if (link) { event.preventDefault(); goTo(link.dataset.field); }
  });

  // Side by side
  const button = $("#translate");
  const translate = (on) => {
    form.classList.toggle("translating", on);
    button.setAttribute("aria-pressed", String(on));
    if (on) for (const one of $$("details", form)) if ($(".half", one)) one.open = true;
    for (const one of $$('.half [lang="zh-Hans"]', form)) one.readOnly = on;
  };
  button.addEventListener("click", () => translate(!form.classList.contains("translating")));

  // The page
  const panel = $("#preview"), frame = $("#frame"), saidThere = $("#preview-said");
  let addresses = null, lang = document.documentElement.lang === "en" ? "en" : "zh";
  const draw = () => {
    if (addresses) { frame.src = addresses[lang]; $("#preview-open").href = addresses[lang]; }
    for (const one of $$("[data-preview-lang]")) one.setAttribute("aria-pressed", String(one.dataset.previewLang === lang));
  };
  const preview = async () => {
    const opening = panel.hidden;
    panel.hidden = false;
    if (opening) $("#preview-title").focus();
    let found;
    try { found = await (await post("/preview")).json(); } catch { saidThere.textContent = words.no_reply; return; }
    $(".frame").hidden = Boolean(found.wait || found.failure);
    if (found.wait || found.failure) {
      saidThere.replaceChildren(found.wait || found.failure);
      if (found.problems) saidThere.append(made("ul", {}, ...found.problems.map(([file, line, one]) => made("li", {}, `${file}:${line} ${one.message}`))));
      return;
    }
    saidThere.textContent = words.preview_hint;
    addresses = found;
    draw();
  };
  for (const one of $$("[data-preview-lang]")) one.addEventListener("click", () => { lang = one.dataset.previewLang; draw(); });
  for (const one of $$("[data-preview-width]")) one.addEventListener("click", () => {
    $(".frame").classList.toggle("phone", one.dataset.previewWidth === "360");
    for (const other of $$("[data-preview-width]")) other.setAttribute("aria-pressed", String(other === one));
  });
  $("#preview-close").addEventListener("click", () => { panel.hidden = true; $("#show-preview").focus(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); $("#save").click(); }
    if (event.key === "Escape" && !panel.hidden) $("#preview-close").click();
  });

  // Pictures
  const upload = $("#upload"), gallery = $("#gallery");
  if (upload) {
    const drop = $("#drop"), said = $("#upload-said"), input = $("#picture");
    const send = async (file) => {
      if (!$("#alt-zh").value.trim()) { said.textContent = words.upload_alt_missing; $("#alt-zh").focus(); return; }
      if (file.size > 8 * 1024 * 1024) { said.textContent = words.picture_large; return; }
      const body = new FormData();
      body.set("file", form.dataset.file);
      body.set("picture", file, file.name);
      let found;
      try { found = await (await fetch("/upload", { method: "POST", body, headers: { Accept: "application/json" } })).json(); } catch { said.textContent = words.no_reply; return; }
      said.textContent = found.failure || found.said;
      if (found.failure) return;
      const tools = made("span", { class: "js" });
      const tool = (text, data) => { const one = made("button", { type: "button", class: "quiet" }, made("span", { class: "vh" }, `${found.name}: `), text); Object.assign(one.dataset, data); tools.append(one); };
      tool(words.insert_zh, { insert: "zh" });
      if (document.getElementById("f-body.en")) tool(words.insert_en, { insert: "en" });
      tool(words.set_cover, { cover: "" });
      const item = made("li", { "data-file": found.name }, made("img", { src: found.url, alt: "" }), made("span", { lang: "en" }, found.name), tools);
      item.dataset.zh = $("#alt-zh").value.trim();
      item.dataset.en = $("#alt-en").value.trim();
      gallery.append(item);
      $("#nopictures")?.remove();
      const choice = document.getElementById("f-cover.file");
      if (choice) choice.append(made("option", { value: found.name }, found.name));
      upload.reset();
      tools.firstChild.focus();
    };
    let waiting = null;
    upload.addEventListener("submit", (event) => { event.preventDefault(); const file = waiting || input.files[0]; if (file) send(file).then(() => { if (!input.value) waiting = null; }); });
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; if ($("#alt-zh").value.trim()) send(input.files[0]); else { said.textContent = words.upload_alt_missing; $("#alt-zh").focus(); } }
    });
    gallery.addEventListener("click", (event) => {
      const one = event.target.closest("button"), item = one && one.closest("li");
      if (!item) return;
      const name = item.dataset.file, alt = { zh: item.dataset.zh || "", en: item.dataset.en || "" };
      if (one.dataset.insert) {
        const language = one.dataset.insert;
        const area = document.getElementById(`f-body.${language}`) || document.getElementById(`f-about.${language}`);
        const text = `![${(alt[language] || alt.zh).replace(/[[\]\\]/g, "\\$&")}](${name})`;
        const before = area.value.slice(0, area.selectionStart), rest = area.value.slice(area.selectionEnd);
        const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
        area.setRangeText(`${lead}${text}${rest && !rest.startsWith("\n") ? "\n\n" : ""}`, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
      } else {
        document.getElementById("d-cover").open = true;
        document.getElementById("f-cover.file").value = name;
        for (const language of ["zh", "en"]) { const field = document.getElementById(`f-cover.alt.${language}`); if (alt[language]) field.value = alt[language]; }
        form.dispatchEvent(new Event("input", { bubbles: true }));
        document.getElementById("f-cover.file").focus();
      }
    });
  }

  // Beginning
  if ($("[data-saved]")) { forget(); history.replaceState(null, "", `/edit?file=${encodeURIComponent(form.dataset.file)}`); $("#saved").focus(); }
  else restore();
  const first = $("#conflict") || $("#summary") || $("#failure");
  if (first) { first.focus(); say(words.unsaved); }
  if (form.classList.contains("translating")) translate(true);
}
