// What pages gain from JavaScript: dark colours and large text by hand, copy buttons, frames that keyboards can
// scroll, the current section in view. Everything else works without it.
(function (root) {
  "use strict";
  var dark = matchMedia("(prefers-color-scheme: dark)");

  function remember(name, value) {
    try {
      if (value === null) localStorage.removeItem("hub-" + name);
      else localStorage.setItem("hub-" + name, value);
    } catch (refused) {
      // Private windows: the choice holds for this page only.
    }
  }

  function isDark() {
    var scheme = root.getAttribute("data-md-color-scheme");
    return scheme ? scheme === "slate" : dark.matches;
  }

  function choose(attribute, name, value) {
    if (value === null) root.removeAttribute(attribute);
    else root.setAttribute(attribute, value);
    remember(name, value);
  }

  var toggles = {
    scheme: {
      on: isDark,
      flip: function () {
        var wanted = !isDark();
        choose("data-md-color-scheme", "scheme", wanted === dark.matches ? null : wanted ? "slate" : "default");
      },
    },
    text: {
      on: function () {
        return root.getAttribute("data-hub-text") === "large";
      },
      flip: function () {
        choose("data-hub-text", "text", toggles.text.on() ? null : "large");
      },
    },
  };

  function show() {
    document.querySelectorAll("[data-hub-toggle]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(toggles[button.dataset.hubToggle].on()));
    });
  }

  function copy(button) {
    navigator.clipboard.writeText(button.dataset.hubCopy).then(function () {
      var words = button.textContent;
      button.textContent = button.dataset.hubCopied;
      setTimeout(function () {
        button.textContent = words;
      }, 2000);
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-hub-toggle], [data-hub-copy]");
    if (!button) return;
    if (button.dataset.hubCopy) copy(button);
    else {
      toggles[button.dataset.hubToggle].flip();
      show();
    }
  });
  dark.addEventListener("change", show);
  show();

  if (/MicroMessenger/i.test(navigator.userAgent)) {
    document.querySelectorAll("[data-hub-wechat]").forEach(function (hint) {
      hint.hidden = false;
    });
  }

  if (!navigator.clipboard) {
    document.querySelectorAll("[data-hub-copy]").forEach(function (button) {
      button.hidden = true;
    });
  }

  // Code and tables that are wider than their frame: keyboards must be able to scroll it. The handbook's bundle puts
  // frames around tables only after this has run, and windows change.
  function frames() {
    document.querySelectorAll("pre, .hub-table, .md-typeset__scrollwrap").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth && frame.clientWidth) frame.tabIndex = 0;
    });
  }
  frames();
  addEventListener("load", frames);
  addEventListener("resize", frames);

  var nav = document.querySelector(".hub-nav ul");
  var here = nav && nav.querySelector("[aria-current]");
  // Browsers do not always bring a link that has the focus into the part of its row that shows. Only for keyboards:
  // a link that moves away while it is pressed is not clicked.
  document.querySelectorAll(".hub-nav ul, .hub-jump ul").forEach(function (row) {
    row.addEventListener("focusin", function (event) {
      if (event.target.matches(":focus-visible")) event.target.scrollIntoView({ block: "nearest", inline: "center" });
    });
  });
  if (here) nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
})(document.documentElement);
