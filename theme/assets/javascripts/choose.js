// Lists that readers can narrow: openings, events, the months of the calendar. Shows the rows that fit the chosen
// filters, in the chosen order, and keeps the choice in the address, so that a link passes it on; links to the same
// list in other forms (the other language, the next month or page) take it along. The page holds the whole list;
// nothing is fetched.
(function () {
  "use strict";
  var box = document.querySelector("[data-hub-choose]");
  if (!box) return;
  var list = document.getElementById(box.dataset.hubChoose);
  // One record may stand in several places: on several days, in the grid and in the list.
  var rows = Array.from(document.querySelectorAll("[data-hub-one]"));
  // Days that hold rows go when all of theirs do.
  var frames = Array.from(document.querySelectorAll("[data-hub-frame]"));
  var choices = Array.from(box.querySelectorAll("select"));
  var sorting = box.querySelector("[name=sort]");
  var count = document.querySelector("[data-hub-choose-count]");
  var total = count.textContent;
  var none = document.querySelector("[data-hub-choose-none]");
  var now = box.querySelector("[data-hub-chosen]");
  var share = box.querySelector("[data-hub-copy]");
  var kept = Array.from(document.querySelectorAll("[data-hub-keep] a, a[hreflang]"));
  var order = { closing: byClosing, pay: byPay };

  function byClosing(one, other) {
    return one.dataset.until < other.dataset.until ? -1 : one.dataset.until > other.dataset.until ? 1 : 0;
  }

  // Best paid first; where no pay is named, last.
  function byPay(one, other) {
    return (Number(other.dataset.wage) || -1) - (Number(one.dataset.wage) || -1);
  }

  function fits(row) {
    return choices.every(function (choice) {
      if (choice === sorting || !choice.value) return true;
      return (row.dataset[choice.name] || "").split("|").includes(choice.value);
    });
  }

  function records(some) {
    return new Set(
      some.map(function (row) {
        return row.dataset.hubOne;
      }),
    ).size;
  }

  function show() {
    var active = choices.filter(function (choice) {
      return choice.value;
    });
    var filtered = active.some(function (choice) {
      return choice !== sorting;
    });
    // `rows` keeps the order of the page; sorting is stable.
    if (sorting) list.append.apply(list, sorting.value ? rows.slice().sort(order[sorting.value]) : rows);
    rows.forEach(function (row) {
      row.hidden = !fits(row);
    });
    frames.forEach(function (frame) {
      frame.hidden = !frame.querySelector("[data-hub-one]:not([hidden])");
    });
    var found = records(
      rows.filter(function (row) {
        return !row.hidden;
      }),
    );
    count.textContent = filtered
      ? count.dataset.words.replace("{count}", found).replace("{total}", records(rows))
      : total;
    none.hidden = found > 0 || !rows.length;
    now.textContent = active
      .map(function (choice) {
        var option = choice.selectedOptions[0];
        return option.dataset.words || option.textContent;
      })
      .join(" · ");
    share.dataset.hubCopy = share.dataset.hubCopy.split("?")[0] + query(new URLSearchParams());
    kept.forEach(function (link) {
      var url = new URL(link.href);
      url.search = query(url.searchParams);
      link.href = url.href;
    });
  }

  // What *asked* says, with the choices of now.
  function query(asked) {
    choices.forEach(function (choice) {
      if (choice.value) asked.set(choice.name, choice.value);
      else asked.delete(choice.name);
    });
    var words = asked.toString();
    return words ? "?" + words : "";
  }

  // A filter that this page does not have, or a value that it does not know, stays in the address: the next month may.
  function read() {
    var asked = new URLSearchParams(location.search);
    choices.forEach(function (choice) {
      choice.value = asked.get(choice.name) || "";
      if (choice.selectedIndex < 0) choice.value = "";
    });
  }

  function keep() {
    var words = query(new URLSearchParams(location.search));
    history.replaceState(history.state, "", location.pathname + words + location.hash);
  }

  box.addEventListener("change", function () {
    keep();
    show();
  });
  box.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-hub-choose-clear]")) return;
    var away = none.contains(event.target);
    choices.forEach(function (choice) {
      choice.value = "";
    });
    keep();
    show();
    // The button in the empty list is gone now: go on from the first row that shows.
    if (!away) return;
    var links = rows.map(function (row) {
      return row.querySelector("a");
    });
    links.some(function (link) {
      return link.checkVisibility() && (link.focus(), true);
    });
  });
  addEventListener("popstate", function () {
    read();
    show();
  });
  // Going back, browsers may restore old choices after this has run.
  addEventListener("pageshow", function () {
    read();
    show();
  });
  read();
  show();
})();
