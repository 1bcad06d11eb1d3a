// Compare search-tokens.js with vectors.json; prints every difference and how many texts were compared.
// Arguments: the folder of the theme's scripts, vectors.json, the table of characters.
"use strict";
const fs = require("fs");
const path = require("path");
const [scripts, vectors, characters] = process.argv.slice(2);
const tokens = require(path.join(scripts, "search-tokens.js"));
const [from, to] = JSON.parse(fs.readFileSync(characters, "utf-8"));
tokens.useCharacters(from, to);
const wanted = JSON.parse(fs.readFileSync(vectors, "utf-8"));
const wrong = [];
for (const one of wanted.texts) {
  const folded = tokens.fold(one.text);
  const units = tokens.units(one.text).map((unit) => [unit.text, unit.kind, unit.position, unit.joined]);
  if (folded !== one.fold) wrong.push({ text: one.text, expected: one.fold, found: folded });
  if (JSON.stringify(units) !== JSON.stringify(one.units)) wrong.push({ text: one.text, expected: one.units, found: units });
}
for (const [word, stem] of Object.entries(wanted.stems)) {
  if (tokens.stem(word) !== stem) wrong.push({ word, expected: stem, found: tokens.stem(word) });
}
console.log(JSON.stringify({ texts: wanted.texts.length, stems: Object.keys(wanted.stems).length, wrong }));
