// Ask an index as browsers do, each query with nothing kept from the one before.
// Arguments: the folder of the theme's scripts, the folder of the index, the language. Queries, a JSON list, come on
// stdin; answers go to stdout: what was found (addresses, best first), what was suggested, and what was fetched, in
// files and compressed bytes.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const [scripts, folder, lang] = process.argv.slice(2);
require(path.join(scripts, "search-tokens.js"));
const { Engine } = require(path.join(scripts, "search.js"));

let fetched = [];
const sizes = new Map();
async function get(name) {
  const bytes = fs.readFileSync(path.join(folder, name));
  if (!sizes.has(name)) sizes.set(name, Math.min(bytes.length, zlib.gzipSync(bytes).length));
  fetched.push(name);
  return new Uint8Array(bytes);
}

async function main() {
  const queries = JSON.parse(fs.readFileSync(0, "utf-8"));
  const all = new Engine(lang, get);
  await all.open();
  const addresses = [];
  for (let doc = 0; doc < all.manifest.documents; doc++) addresses.push((await all.piece(doc, 0))[1]);
  const answers = [];
  for (const query of queries) {
    const engine = new Engine(lang, get);
    fetched = [];
    await engine.open();
    const opening = fetched.splice(0);
    const begun = process.hrtime.bigint();
    const result = await engine.search(query);
    const shown = await engine.show(result.docs.slice(0, 8), result.terms);
    answers.push({
      query,
      ms: Number(process.hrtime.bigint() - begun) / 1e6,
      docs: result.docs.map((doc) => addresses[doc]),
      some: result.some.map((doc) => addresses[doc]),
      reading: result.reading,
      suggestions: result.suggestions.map((one) => one.query),
      opening: opening.reduce((sum, name) => sum + sizes.get(name), 0),
      bytes: fetched.reduce((sum, name) => sum + sizes.get(name), 0),
      files: fetched.length,
      marked: shown.map((row) => [...row.title, ...row.body].filter((part) => part.marked).map((part) => part.text)),
    });
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
