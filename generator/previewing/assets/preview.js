// Asks the preview whether the site changed since this page was made, and then loads the page anew.
// Only while the page is looked at: a browser keeps few connections to one server, and tabs are many.
(() => {
  "use strict";
  const { address, seen } = document.currentScript.dataset;
  let asking = null;

  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  async function ask() {
    const own = new AbortController();
    asking = own;
    while (!own.signal.aborted) {
      try {
        const answer = await fetch(`${address}?seen=${encodeURIComponent(seen)}`, { signal: own.signal, cache: "no-store" });
        if (answer.ok && (await answer.text()) !== seen) {
          location.reload();
          return;
        }
        if (!answer.ok) await pause(1000);
      } catch {
        await pause(1000); // the preview was ended; it may come back
      }
    }
  }

  function follow() {
    if (document.visibilityState === "visible") {
      if (asking === null) ask();
    } else if (asking !== null) {
      asking.abort();
      asking = null;
    }
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => { asking?.abort(); asking = null; });
  addEventListener("pageshow", follow);
  follow();
})();
