// Runs before the first paint: the reader's own choice of colours and text size, and that scripts run at all.
// No choice means: follow the system. Storage may be refused; then nothing is remembered.
(function (root) {
  "use strict";
  function chosen(name) {
    try {
      return localStorage.getItem("hub-" + name);
    } catch (refused) {
      return null;
    }
  }
  root.classList.replace("no-js", "js");
  var scheme = chosen("scheme");
  if (scheme === "slate" || scheme === "default") root.setAttribute("data-md-color-scheme", scheme);
  if (chosen("text") === "large") root.setAttribute("data-hub-text", "large");
})(document.documentElement);
