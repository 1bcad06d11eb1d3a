// Run in a page: everything that is wrong with how it is laid out in its window as it is now.
() => {
  const found = [];
  const name = e => e.tagName.toLowerCase() + (e.getAttribute("class") ? "." + e.getAttribute("class").split(" ")[0] : "");
  const hidden = e => e.closest(".hub-visually-hidden, .hub-skip, .hub-tool__word, .hub-crumbs, [aria-hidden=true] > svg");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`${root.scrollWidth} wide in ${root.clientWidth}`);

  // Frames that scroll by themselves: what lies outside of them is not cut off, it can be scrolled to.
  const scrolls = e => {
    for (let p = e; p && p !== document.body; p = p.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return true;
    return false;
  };
  for (const e of document.body.querySelectorAll("*")) {
    if (!e.clientWidth || hidden(e) || e.closest("svg")) continue;
    const s = getComputedStyle(e);
    const clips = ["hidden", "clip"].includes(s.overflowX) || ["hidden", "clip"].includes(s.overflowY);
    if (clips && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
      found.push(`${name(e)} cuts off its text`);
  }

  // Every line of text with its place.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const e = text.parentElement;
    if (!text.data.trim() || hidden(e) || ["SCRIPT", "STYLE", "OPTION", "TITLE"].includes(e.tagName) || !e.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const r of range.getClientRects()) {
      if (r.width < 2) continue;
      lines.push({ e, text: text.data.trim().slice(0, 30), l: r.left, r: r.right, t: r.top, b: r.bottom });
      if ((r.right > root.clientWidth + 1 || r.left < -1) && !scrolls(e))
        found.push(`${name(e)} “${text.data.trim().slice(0, 30)}” lies outside of the window`);
    }
  }
  // Boxes of type are taller than lines are apart: only clear overlaps count.
  lines.sort((one, other) => one.t - other.t);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].t < one.b; next++) {
      const other = lines[next];
      const wide = Math.min(one.r, other.r) - Math.max(one.l, other.l);
      const high = Math.min(one.b, other.b) - Math.max(one.t, other.t);
      if (wide > 3 && high > 0.45 * Math.min(one.b - one.t, other.b - other.t))
        found.push(`“${one.text}” (${name(one.e)}) lies upon “${other.text}” (${name(other.e)})`);
    }
  });

  // The picture of a chain: names stay in their boxes.
  for (const node of document.querySelectorAll(".hub-map__node")) {
    const box = node.querySelector("rect").getBoundingClientRect();
    if (!box.width) continue;
    for (const text of node.querySelectorAll("text, tspan")) {
      const r = text.getBoundingClientRect();
      if (r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 2 || r.bottom > box.bottom + 2)
        found.push(`“${text.textContent.slice(0, 30)}” leaves its box in the map`);
    }
  }
  return [...new Set(found)];
}
