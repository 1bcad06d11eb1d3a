// What readers see of the search: a combobox with its list of results, filters, suggestions and recent queries.
// search-open.js loads it; the words come with the manifest.
(function () {
  "use strict";
  var FACETS = ["kind", "alliance", "year", "tag"];
  var SHOWN = 8;
  var FIRST = 5; // shown while somebody is still typing
  var PAUSE = 250; // milliseconds after which nobody is
  var RECENT = "hub-searches";
  var boxes = 0;
  var engines = {};

  function engine(root, lang) {
    if (!engines[lang]) {
      engines[lang] = new window.HubSearch.Engine(lang, function (path) {
        var options = path === lang + ".json" ? { cache: "no-cache" } : {};
        return fetch(root + path, options).then(function (answer) {
          if (!answer.ok) throw new Error(path + ": " + answer.status);
          return answer.arrayBuffer().then(function (buffer) {
            return new Uint8Array(buffer);
          });
        });
      });
    }
    return engines[lang];
  }

  function make(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== null) made.setAttribute(key, attributes[key]);
    });
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) {
      return values[key] === undefined ? all : values[key];
    });
  }

  // Both languages group by thousands; the browser's own way takes tens of milliseconds when it is used first.
  function grouped(count) {
    return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
  }

  function recent(change) {
    try {
      var kept = JSON.parse(localStorage.getItem(RECENT) || "[]").filter(function (one) {
        return typeof one === "string";
      });
      if (change) {
        kept = change(kept).slice(0, 6);
        localStorage.setItem(RECENT, JSON.stringify(kept));
      }
      return kept;
    } catch (refused) {
      return [];
    }
  }

  function remember(query) {
    if (!query) return;
    recent(function (kept) {
      return [query].concat(
        kept.filter(function (one) {
          return one !== query;
        }),
      );
    });
  }

  function put(parent, parts) {
    parts.forEach(function (part) {
      if (part.marked) parent.appendChild(make("mark", {}, part.text));
      else parent.appendChild(document.createTextNode(part.text));
    });
  }

  window.HubSearchBox = function (form, options) {
    var input = form.querySelector("input");
    var id = "hub-find-" + ++boxes;
    var lang = options.lang;
    var own = engine(options.root, lang);
    var ui = null;
    var manifest = null;
    var chosen = {};
    var found = null;
    var shown = SHOWN;
    var asked = 0;
    var composing = false;
    var timer = 0;
    var active = -1;

    var panel = make("div", { class: "hub-find__panel" + (options.panel ? " hub-find__panel--below" : "") });
    var status = make("p", { class: "hub-find__status", role: "status" });
    var help = make("div", { class: "hub-find__help" });
    var filters = make("div", { class: "hub-find__filters", role: "group" });
    var list = make("div", { class: "hub-find__list", role: "listbox", id: id });
    var more = make("button", { class: "hub-find__more", type: "button" });
    var foot = make("p", { class: "hub-find__foot" });
    [status, help, filters, list, more, foot].forEach(function (part) {
      panel.appendChild(part);
    });
    form.insertAdjacentElement("afterend", panel);
    if (options.panel) {
      form.classList.add("hub-find__anchor");
      form.appendChild(panel);
    }
    hide(help, filters, list, more, foot);
    if (options.panel) panel.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");

    function hide() {
      for (var n = 0; n < arguments.length; n++) arguments[n].hidden = true;
    }

    function entries() {
      return Array.from(list.querySelectorAll("[role=option]"));
    }

    function activate(wanted) {
      var all = entries();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = all.length ? (wanted + all.length + 1) % (all.length + 1) : -1;
      if (active === all.length) active = -1;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      all[active].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }

    function open(is) {
      input.setAttribute("aria-expanded", String(is && !list.hidden));
      if (options.panel) panel.hidden = !is;
    }

    function clearList() {
      list.textContent = "";
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = true;
    }

    function group(label, lang) {
      var made = make("div", { class: "hub-find__group", role: "group", "aria-label": label });
      if (lang) made.setAttribute("lang", lang);
      list.appendChild(made);
      list.hidden = false;
      return made;
    }

    function option(parent, row, source) {
      var words = source.manifest.labels;
      var link = make("a", {
        class: "hub-find__option",
        role: "option",
        id: id + "-" + list.querySelectorAll("[role=option]").length,
        href: row.url,
        tabindex: "-1",
        "aria-selected": "false",
      });
      var heading = make("span", { class: "hub-find__title" });
      put(heading, row.title);
      var meta = make("span", { class: "hub-find__meta" });
      var facts = [words.kind[row.kind] || row.kind].concat(row.alliances);
      facts.forEach(function (fact) {
        meta.appendChild(make("span", {}, fact));
      });
      if (row.day) meta.appendChild(make("time", { datetime: row.day }, row.day));
      if (row.sample) meta.appendChild(make("span", { class: "hub-badge hub-badge--sample" }, source.manifest.ui.sample));
      var body = make("span", { class: "hub-find__text" });
      put(body, row.body);
      if (row.lang !== source.lang) {
        heading.lang = body.lang = manifest.html_lang[row.lang];
        meta.appendChild(make("span", { class: "hub-badge hub-badge--fallback" }, source.manifest.ui.fallback));
      }
      [heading, meta, body].forEach(function (part) {
        link.appendChild(part);
      });
      link.addEventListener("click", function () {
        remember(input.value.trim());
      });
      parent.appendChild(link);
    }

    function choice(text, act, kind) {
      var button = make("button", { class: "hub-find__choice" + (kind ? " hub-find__choice--" + kind : ""), type: "button" }, text);
      button.addEventListener("click", act);
      return button;
    }

    function ask(query) {
      input.value = query;
      input.focus();
      search(true);
    }

    function showRecent() {
      found = null;
      clearList();
      hide(help, filters, more, foot);
      status.textContent = "";
      var kept = recent();
      if (kept.length) {
        help.textContent = "";
        help.appendChild(make("span", {}, ui.recent));
        kept.forEach(function (query) {
          help.appendChild(
            choice(query, function () {
              ask(query);
            }),
          );
        });
        help.appendChild(
          choice(
            ui.clear,
            function () {
              recent(function () {
                return [];
              });
              hide(help);
              input.focus();
            },
            "quiet",
          ),
        );
        help.hidden = false;
      }
      if (options.dialog && matchMedia("(hover: hover)").matches) {
        foot.textContent = ui.keys;
        foot.hidden = false;
      }
      open(Boolean(kept.length));
    }

    function address() {
      if (!options.page) return;
      var values = new URLSearchParams();
      if (input.value.trim()) values.set("q", input.value.trim());
      FACETS.forEach(function (facet) {
        if (chosen[facet]) values.set(facet, chosen[facet]);
      });
      var text = values.toString();
      history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
    }

    function showFilters(counts, docs) {
      filters.textContent = "";
      filters.hidden = !docs.length;
      if (filters.hidden) return;
      FACETS.forEach(function (facet) {
        var values = Array.from(counts[facet].entries());
        if (values.length < 2 && !chosen[facet]) return;
        if (facet === "year") values.sort((a, b) => b[0] - a[0]);
        else values.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
        var label = make("label", { class: "hub-find__filter" });
        label.appendChild(make("span", {}, ui["by_" + facet]));
        var select = make("select", { name: facet, "data-on": chosen[facet] ? "" : null });
        select.appendChild(make("option", { value: "" }, ui.all));
        values.forEach(function (pair) {
          var names = manifest.labels[facet] || {};
          var entry = make("option", { value: pair[0] }, (names[pair[0]] || pair[0]) + " (" + pair[1] + ")");
          if (chosen[facet] === pair[0]) entry.selected = true;
          select.appendChild(entry);
        });
        label.appendChild(select);
        filters.appendChild(label);
      });
      filters.hidden = !filters.children.length;
    }

    filters.addEventListener("change", function (event) {
      chosen[event.target.name] = event.target.value;
      var name = event.target.name;
      shown = SHOWN;
      address();
      render(asked).then(function () {
        var again = filters.querySelector("[name=" + name + "]");
        if (again) again.focus();
      });
    });

    function showHelp(result) {
      help.textContent = "";
      if (result.reading) {
        help.appendChild(make("span", {}, filled(ui.reading, { query: result.query.trim(), word: result.reading })));
      }
      var several = result.terms.length > 1;
      if (several && result.missing.length) {
        var missing = result.missing.map(function (term) {
          return term.text;
        });
        help.appendChild(make("span", {}, filled(ui.unknown, { words: missing.join(lang === "zh" ? "、" : ", ") })));
      }
      if (result.suggestions.length) {
        help.appendChild(make("span", {}, ui.near));
        result.suggestions.forEach(function (one) {
          help.appendChild(
            choice(one.query, function () {
              ask(one.query);
            }),
          );
        });
      }
      if (several && result.missing.length && result.missing.length < result.terms.length) {
        var rest = result.terms.filter(function (term) {
          return result.missing.indexOf(term) < 0;
        });
        var text = rest
          .map(function (term) {
            return term.text;
          })
          .join(" ");
        help.appendChild(
          choice(filled(ui.without, { query: text }), function () {
            ask(text);
          }),
        );
      }
      help.hidden = !help.childNodes.length;
    }

    // Draw what was found, for the question with this number.
    async function render(number, typing) {
      var result = found;
      var some = !result.docs.length && result.some.length;
      var picked = own.choose(some ? result.some : result.docs, chosen);
      var rows = own.rows(picked.docs.slice(0, typing ? FIRST : shown), result.terms);
      await rows[0]; // the others follow as they come
      var elsewhere = null;
      if (!result.docs.length && !some && options.other !== false) elsewhere = await inOther(result.query, number);
      if (number !== asked) return;
      clearList();
      showHelp(result);
      showFilters(picked.counts, some ? result.some : result.docs);
      var query = result.query.trim();
      if (picked.docs.length) {
        var label = some ? ui.some : ui.results;
        var made = group(label);
        if (some) made.appendChild(make("p", { class: "hub-find__heading", role: "presentation" }, ui.some));
        option(made, await rows[0], own);
        status.textContent = some ? ui.some : filled(ui.found, { count: grouped(picked.docs.length) });
        status.classList.toggle("hub-visually-hidden", Boolean(some));
      } else {
        status.classList.remove("hub-visually-hidden");
        status.textContent = filled(ui.none, { query: query });
      }
      if (elsewhere && elsewhere.rows.length) {
        var other = group(ui.in_other);
        other.appendChild(make("p", { class: "hub-find__heading", role: "presentation" }, ui.in_other));
        var box = make("div", { role: "presentation", lang: manifest.html_lang[elsewhere.engine.lang] });
        other.appendChild(box);
        elsewhere.rows.forEach(function (row) {
          option(box, row, elsewhere.engine);
        });
        status.textContent += lang === "zh" ? "。" + ui.in_other + "：" : ". " + ui.in_other + ": ";
        status.textContent += String(elsewhere.count);
      }
      more.hidden = picked.docs.length <= shown;
      more.textContent = ui.more;
      foot.textContent = "";
      foot.appendChild(
        choice(
          ui.other,
          function () {
            remember(query);
            location.href = manifest.other_page + "?q=" + encodeURIComponent(query);
          },
          "quiet",
        ),
      );
      foot.hidden = false;
      open(true);
      for (var n = 1; n < rows.length; n++) {
        var row = await rows[n];
        if (number !== asked || made.parentNode !== list) return;
        option(made, row, own);
      }
    }

    async function inOther(query, number) {
      try {
        var other = engine(options.root, lang === "zh" ? "en" : "zh");
        var result = await other.search(query);
        if (number !== asked || !result.docs.length) return null;
        return { engine: other, rows: await other.show(result.docs.slice(0, 5), result.terms), count: result.docs.length };
      } catch (failed) {
        return null;
      }
    }

    // Ask and show. While somebody is *typing*, only what is found at once; the rest follows in a pause.
    async function search(again) {
      clearTimeout(timer);
      var typing = again === "typing";
      var number = ++asked;
      var query = input.value;
      try {
        if (!ui) {
          manifest = await own.open();
          ui = manifest.ui;
          list.setAttribute("aria-label", ui.results);
          filters.setAttribute("aria-label", ui.filters);
        }
        if (number !== asked) return;
        if (!query.trim()) {
          if (typing) chosen = {};
          address();
          showRecent();
          setTimeout(own.warm.bind(own), 0);
          return;
        }
        var slow = setTimeout(function () {
          if (number === asked && !found) status.textContent = ui.loading;
        }, 400);
        var result = await own.search(query, !typing);
        clearTimeout(slow);
        if (number !== asked) return;
        if (typing) {
          timer = setTimeout(search, PAUSE, "pause");
          if (!result.docs.length && !result.some.length) return;
        }
        found = result;
        if (again !== "pause") shown = SHOWN;
        address();
        await render(number, typing);
      } catch (failed) {
        if (number !== asked) return;
        if (again !== "twice" && engines[lang] === own && own.manifest) {
          // The site was published anew meanwhile: begin again with its new index.
          delete engines[lang];
          own = engine(options.root, lang);
          ui = null;
          search("twice");
          return;
        }
        clearList();
        status.textContent = ui ? ui.failed : "×";
        open(true);
      }
    }

    input.addEventListener("compositionstart", function () {
      composing = true;
    });
    input.addEventListener("compositionend", function () {
      composing = false;
      search("typing");
    });
    input.addEventListener("input", function (event) {
      if (composing || event.isComposing) return;
      clearTimeout(timer);
      asked += 1;
      // One or two letters are hardly ever the whole word.
      if (/(?:^|[^a-z])[a-z]{1,2}$/i.test(input.value)) timer = setTimeout(search, PAUSE, "typing");
      else search("typing");
    });
    input.addEventListener("keydown", function (event) {
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) return;
        event.preventDefault();
        if (event.key === "ArrowDown") activate(active + 1);
        else activate(active < 0 ? entries().length - 1 : active - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        entries()[active].click();
      } else if (event.key === "Escape" && options.panel && !panel.hidden) {
        event.preventDefault();
        open(false);
      } else if (event.key === "Escape" && options.dialog) {
        event.preventDefault();
        options.dialog.close();
      }
    });
    form.addEventListener("submit", function (event) {
      remember(input.value.trim());
      if (!options.page) return;
      event.preventDefault();
      search(true);
    });
    more.addEventListener("click", async function () {
      var before = shown;
      shown += SHOWN;
      await render(asked);
      input.focus();
      activate(before);
    });
    if (options.panel) {
      document.addEventListener("click", function (event) {
        if (!form.contains(event.target)) open(false);
      });
      form.addEventListener("focusout", function (event) {
        if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false);
      });
      input.addEventListener("focus", function () {
        if (found) open(true);
      });
    }
    if (options.page) {
      var values = new URLSearchParams(location.search);
      if (!input.value) input.value = values.get("q") || "";
      FACETS.forEach(function (facet) {
        if (values.get(facet)) chosen[facet] = values.get(facet);
      });
    }
    if (input.value || !options.panel) search(true);
    else own.open().then(own.warm.bind(own), function () {});
  };
})();
