// The job board: shows the openings that fit the chosen filters, in the chosen order, and keeps the choice in the
// address, so that a link passes it on. The page holds the whole list; nothing is fetched.
(function () {
  "use strict";
  var box = document.querySelector("[data-hub-jobs]");
  var list = document.getElementById("hub-jobs");
  if (!box || !list) return;
  var rows = Array.from(list.children);
  var choices = Array.from(box.querySelectorAll("select"));
  var count = document.querySelector("[data-hub-jobs-count]");
  var total = count.textContent;
  var none = document.querySelector("[data-hub-jobs-none]");
  var now = box.querySelector("[data-hub-jobs-now]");
  var share = box.querySelector("[data-hub-copy]");
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
      if (choice.name === "sort" || !choice.value) return true;
      return (row.dataset[choice.name] || "").split("|").includes(choice.value);
    });
  }

  function chosen() {
    return choices.filter(function (choice) {
      return choice.value;
    });
  }

  function show() {
    var active = chosen();
    var filtered = active.some(function (choice) {
      return choice.name !== "sort";
    });
    var sort = box.querySelector("[name=sort]").value;
    // `rows` keeps the order of the page, newest first; sorting is stable.
    list.append.apply(list, sort ? rows.slice().sort(order[sort]) : rows);
    var found = 0;
    rows.forEach(function (row) {
      row.hidden = !fits(row);
      if (!row.hidden) found += 1;
    });
    count.textContent = filtered
      ? count.dataset.words.replace("{count}", found).replace("{total}", rows.length)
      : total;
    none.hidden = found > 0;
    now.textContent = active
      .map(function (choice) {
        var option = choice.selectedOptions[0];
        return option.dataset.words || option.textContent;
      })
      .join(" · ");
    share.dataset.hubCopy = share.dataset.hubCopy.split("?")[0] + location.search;
  }

  function read() {
    var asked = new URLSearchParams(location.search);
    choices.forEach(function (choice) {
      choice.value = asked.get(choice.name) || "";
      if (choice.selectedIndex < 0) choice.value = "";
    });
  }

  function keep() {
    var kept = new URLSearchParams(location.search);
    choices.forEach(function (choice) {
      if (choice.value) kept.set(choice.name, choice.value);
      else kept.delete(choice.name);
    });
    var query = kept.toString();
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
  }

  box.addEventListener("change", function () {
    keep();
    show();
  });
  box.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-hub-jobs-clear]")) return;
    var away = none.contains(event.target);
    choices.forEach(function (choice) {
      choice.value = "";
    });
    keep();
    show();
    // The button in the empty list is gone now: go on from the first opening.
    if (away) list.querySelector("a").focus();
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
