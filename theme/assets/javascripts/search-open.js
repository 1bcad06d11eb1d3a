// Opens the search: from the header, with "/" and with Ctrl-K; wakes the search forms of pages. Everything else of
// the search – scripts, style, index – is fetched on first use.
(function () {
  "use strict";
  var self = document.currentScript;
  var lang = document.documentElement.lang.slice(0, 2) === "en" ? "en" : "zh";
  var here = self.src.replace(/search-open\.js.*$/, "");
  var site = here.replace(/assets\/javascripts\/$/, "");
  var opener = document.querySelector("[data-hub-search]");
  var parts = ["search-tokens.js", "search.js", "search-box.js"];
  var ready = null;
  var dialog = null;

  // The site's content policy takes addresses of scripts from this policy only, and it knows no others.
  function address(name) {
    if (parts.indexOf(name) < 0) throw new TypeError(name);
    return here + name;
  }
  var trusted = window.trustedTypes
    ? window.trustedTypes.createPolicy("hub", { createScriptURL: address })
    : { createScriptURL: address };

  function element(name, attributes, parent) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) {
      made.setAttribute(key, attributes[key]);
    });
    if (parent) parent.appendChild(made);
    return made;
  }

  function load() {
    if (ready) return ready;
    var css = element("link", { rel: "stylesheet", href: here + "../stylesheets/search.css" }, document.head);
    var loading = [
      new Promise(function (done) {
        css.onload = css.onerror = done;
      }),
    ];
    parts.forEach(function (name) {
      loading.push(
        new Promise(function (done, failed) {
          var script = element("script", { src: trusted.createScriptURL(name) });
          script.async = false;
          script.onload = done;
          script.onerror = failed;
          document.head.appendChild(script);
        }),
      );
    });
    ready = Promise.all(loading);
    ready.catch(function () {
      ready = null;
    });
    return ready;
  }

  function attach(form, options) {
    load().then(
      function () {
        window.HubSearchBox(form, Object.assign({ lang: lang, root: site + "search/" }, options));
      },
      function () {
        // Without the scripts the form leads to the search page.
      },
    );
  }

  function open() {
    if (!dialog) {
      var words = opener.dataset;
      dialog = element("dialog", { class: "hub-find", "aria-label": opener.textContent.trim() }, document.body);
      var form = element("form", { class: "hub-find__form", role: "search", action: opener.href, method: "get" }, dialog);
      element(
        "input",
        {
          type: "search",
          name: "q",
          maxlength: "200",
          autocomplete: "off",
          "aria-label": words.label || opener.textContent.trim(),
          placeholder: words.label || "",
        },
        form,
      );
      var close = element("button", { type: "button", class: "hub-find__close", "aria-label": words.close || "×" }, form);
      close.textContent = "×";
      close.addEventListener("click", function () {
        dialog.close();
      });
      dialog.addEventListener("click", function (event) {
        if (event.target === dialog) dialog.close();
      });
      attach(form, { dialog: dialog });
    }
    if (!dialog.open) dialog.showModal();
    var input = dialog.querySelector("input");
    input.focus();
    input.select();
  }

  function page() {
    return document.querySelector("[data-hub-search-page]");
  }

  function start() {
    var form = page();
    if (form) {
      var input = form.querySelector("input");
      input.focus();
      input.select();
    } else open();
  }

  if (opener && window.HTMLDialogElement) {
    opener.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      start();
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      var k = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
      if (event.isComposing || !(slash || k)) return;
      event.preventDefault();
      start();
    });
  }

  var own = page();
  if (own) attach(own, { page: true });
  document.querySelectorAll("form[role=search]:not([data-hub-search-page])").forEach(function (form) {
    form.addEventListener(
      "focusin",
      function () {
        attach(form, { panel: true });
      },
      { once: true },
    );
  });
})();
