// What Material's bundle expects to find: a scope, a short hash, and JSON in the browser's storage.
// Upstream puts this inline (partials/javascripts/base.html, 9.8.1); a strict content policy allows files only.
(function (scope) {
  "use strict";
  // The bundle asks every link[rel=alternate] for a sitemap of its own, which only translated sites of Material have.
  // A trailing space means the same to everybody else and hides the link from that selector.
  document.querySelectorAll('link[rel="alternate"]').forEach(function (link) {
    link.setAttribute("rel", "alternate ");
  });
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, character) {
      return ((sum << 5) - sum + character.charCodeAt(0)) | 0;
    }, 0);
  };
  window.__md_get = function (key, storage, base) {
    try {
      return JSON.parse((storage || localStorage).getItem((base || scope).pathname + "." + key));
    } catch (refused) {
      return null;
    }
  };
  window.__md_set = function (key, value, storage, base) {
    try {
      (storage || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value));
    } catch (refused) {
      // Private windows: nothing is remembered.
    }
  };
})(new URL("../../", document.currentScript.src));
