// How texts and queries are cut into units: generator/search/tokens.py in JavaScript, where the rules are explained.
// tests/search/vectors.json proves the two equal.
(function (root) {
  "use strict";
  var SIGNS = "+#%&@°$¥€£‰±×";
  var SOFT = "-/_.'·~\u2010\u2011\u2012\u2013";
  var LETTERS = [
    0x61, 0x7a, 0xaa, 0xaa, 0xb5, 0xb5, 0xba, 0xba, 0xdf, 0xf6, 0xf8, 0x2af, 0x2bc, 0x2bc, 0x370, 0x37d, 0x37f, 0x386,
    0x388, 0x558, 0x560, 0x588, 0x1e00, 0x1fbb,
  ];
  var SINGLES = [
    0x5d0, 0x1cff, 0x2e80, 0x2fdf, 0x3005, 0x3007, 0x3021, 0x3029, 0x3031, 0x3035, 0x3041, 0x3096, 0x309d, 0x309f,
    0x30a1, 0x30fa, 0x30fc, 0x30ff, 0x3105, 0x312f, 0x3131, 0x318e, 0x31a0, 0x31bf, 0x31f0, 0x31ff, 0x3400, 0x4dbf,
    0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0x1f300, 0x1faff, 0x20000, 0x3ffff,
  ];
  var KINDS = ["word", "number", "single", "sign"];

  function ranges(list) {
    var text = "";
    for (var n = 0; n < list.length; n += 2) {
      text += "\\u{" + list[n].toString(16) + "}-\\u{" + list[n + 1].toString(16) + "}";
    }
    return text;
  }

  function escaped(text) {
    return text.replace(/[-/.+$]/g, "\\$&");
  }

  var LETTER = "[" + ranges(LETTERS) + "]";
  var DIGIT = "[0-9\ue000]";
  var IN_WORD = new RegExp("(" + LETTER + ")'(?=" + LETTER + ")", "gu");
  var LONG = new RegExp(LETTER + "{64}(?=" + LETTER + ")|" + DIGIT + "{64}(?=" + DIGIT + ")", "gu");
  var UNIT = new RegExp(
    "(" + LETTER + "+)|(" + DIGIT + "+)|([" + ranges(SINGLES) + "])|([" + escaped(SIGNS) + "])",
    "gu",
  );
  var HARD = new RegExp("[^ " + escaped(SOFT) + "]", "u");
  var RUN = /[0-9]+(?:[.,][0-9]+)+/g;
  var table = new Map();

  // The table from traditional to simplified characters: two texts of equal length.
  function useCharacters(from, to) {
    table = new Map();
    for (var n = 0; n < from.length; n++) table.set(from[n], to[n]);
  }

  function simplified(text) {
    if (!table.size || !/[^\x00-\x7f]/.test(text)) return text;
    var result = "";
    for (var n = 0; n < text.length; n++) result += table.get(text[n]) || text[n];
    return result;
  }

  function number(text) {
    if (/^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/.test(text)) text = text.replace(/,/g, "");
    return /^[0-9]+\.[0-9]+$/.test(text) ? text.replace(".", "\ue000") : text;
  }

  function plain(text) {
    text = text.replace(/[\ue000-\uf8ff]/g, " ").replace(/，/g, "、");
    text = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase();
    return simplified(text.replace(/ς/g, "σ").replace(/ß/g, "ss")).replace(/’/g, "'");
  }

  function fold(text) {
    return plain(text).replace(IN_WORD, "$1\u02bc").replace(RUN, number).replace(LONG, "$& ");
  }

  // The units of a folded text: {text, kind, position, joined, start, end}; the last two are offsets in that text.
  function cut(folded) {
    var found = [];
    var end = 0;
    var position = 0;
    var before = "";
    var match;
    UNIT.lastIndex = 0;
    while ((match = UNIT.exec(folded))) {
      var kind = KINDS[match[1] ? 0 : match[2] ? 1 : match[3] ? 2 : 3];
      var joined = false;
      if (before) {
        var gap = folded.slice(end, match.index);
        var run = kind === "word" || kind === "number";
        var runBefore = before === "word" || before === "number";
        var mixed = (run && before === "single") || (runBefore && kind === "single");
        joined = !gap || (mixed && /^ *$/.test(gap));
        position += !gap || (!HARD.test(gap) && (run || runBefore)) ? 1 : 2;
      }
      end = match.index + match[0].length;
      found.push({ text: match[0], kind: kind, position: position, joined: joined, start: match.index, end: end });
      before = kind;
    }
    return found;
  }

  function units(text) {
    return cut(fold(text));
  }

  // The units of a text to show, with offsets in the text as it stands. It is folded character by character, which
  // differs from folding it whole only where characters combine.
  function unitsInPlace(text) {
    var folded = "";
    var places = [];
    var at = 0;
    for (var character of text) {
      var code = character.charCodeAt(0);
      var part = character;
      // Most characters need no more than this; the others are looked at closely.
      if (code >= 0x4e00 && code < 0xa000) part = table.get(character) || character;
      else if (code > 0x40 && code < 0x5b) part = character.toLowerCase();
      else if (code > 0x7e) part = plain(character);
      if (part.length === 1) places.push(at);
      else for (var n = 0; n < part.length; n++) places.push(at);
      folded += part;
      at += character.length;
    }
    places.push(at);
    function rewrite(pattern, change) {
      var result = "";
      var kept = [];
      var last = 0;
      folded.replace(pattern, function () {
        var match = arguments[0];
        var offset = arguments[arguments.length - 2];
        var instead = change(match);
        result += folded.slice(last, offset) + instead;
        kept = kept.concat(places.slice(last, offset));
        var skipped = 0;
        for (var n = 0; n < instead.length; n++) {
          while (instead[n] !== match[n + skipped] && match[n + skipped] === ",") skipped++;
          kept.push(places[Math.min(offset + n + skipped, offset + match.length)]);
        }
        last = offset + match.length;
        return "";
      });
      folded = result + folded.slice(last);
      places = kept.concat(places.slice(last));
    }
    rewrite(IN_WORD, function (match) {
      return match.slice(0, -1) + "\u02bc";
    });
    rewrite(RUN, number);
    return cut(folded).map(function (unit) {
      var last = places[unit.end - 1];
      unit.end = last + (text.codePointAt(last) > 0xffff ? 2 : 1);
      unit.start = places[unit.start];
      return unit;
    });
  }

  // English stems: Porter 2 as in Snowball 3.1 (snowballstem.org/algorithms/english/stemmer.html), step by step.
  var EXCEPTIONS = {
    andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", early: "earli", gently: "gentl", howe: "howe",
    idly: "idl", news: "news", only: "onli", singly: "singl", skies: "sky", skis: "ski", sky: "sky", ugly: "ugli",
  };
  var STEP_2 = [
    ["ization", "ize"], ["ational", "ate"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"],
    ["biliti", "ble"], ["lessli", "less"], ["tional", "tion"], ["entli", "ent"], ["ation", "ate"], ["alism", "al"],
    ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"], ["ogist", "og"], ["enci", "ence"],
    ["anci", "ance"], ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"],
    ["ogi", "og"], ["li", ""],
  ];
  var STEP_3 = [
    ["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", ""],
    ["ical", "ic"], ["ness", ""], ["ful", ""],
  ];
  var STEP_4 = [
    "ement", "ment", "ance", "ence", "able", "ible", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
  ];

  function ends(word, suffix) {
    return word.length >= suffix.length && word.slice(-suffix.length) === suffix;
  }

  // Ends in a short syllable.
  function short(word) {
    return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word) || ends(word, "past");
  }

  function stem(word) {
    word = word.replace(/\u02bc/g, "'");
    if (!/^[a-z]/.test(word)) return word;
    if (Object.prototype.hasOwnProperty.call(EXCEPTIONS, word)) return EXCEPTIONS[word];
    if (word.length < 3) return word;
    word = word.replace(/^'/, "").replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    var opening = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(word);
    var region = /^[^aeiouy]*[aeiouy]+[^aeiouy]/;
    var first = opening || region.exec(word);
    var r1 = first ? first[0].length : word.length;
    var second = region.exec(word.slice(r1));
    var r2 = second ? r1 + second[0].length : word.length;
    function cutOff(length, instead) {
      word = word.slice(0, word.length - length) + (instead || "");
    }
    // 1a
    word = word.replace(/(?:'s'|'s|')$/, "");
    if (ends(word, "sses")) cutOff(2);
    else if (/ie[ds]$/.test(word)) cutOff(word.length > 4 ? 2 : 1);
    else if (/s$/.test(word) && !/[us]s$/.test(word) && /[aeiouy].*.s$/.test(word)) cutOff(1);
    // 1b
    var match = /(?:eedly|eed|ingly|edly|ing|ed)$/.exec(word);
    if (match) {
      var suffix = match[0];
      var stump = word.slice(0, -suffix.length);
      if (suffix === "eed" || suffix === "eedly") {
        if (stump.length >= r1 && !/^(?:succ|proc|exc)$/.test(stump)) cutOff(suffix.length, "ee");
      } else if (suffix === "ing" && /^(?:even|cann|inn|earr|herr|out)$/.test(stump)) {
        // as it is
      } else if (suffix === "ing" && /^[^aeiouy]y$/.test(stump)) {
        word = stump.slice(0, -1) + "ie";
      } else if (/[aeiouy]/.test(stump)) {
        word = stump;
        if (/(?:at|bl|iz)$/.test(word)) word += "e";
        else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) {
          if (!/^[aeo]..$/.test(word)) cutOff(1);
        } else if (word.length === r1 && short(word)) word += "e";
      }
    }
    // 1c
    if (/.[^aeiouy][yY]$/.test(word)) cutOff(1, "i");
    // 2
    var pair = STEP_2.find(function (one) {
      return ends(word, one[0]);
    });
    if (pair && word.length - pair[0].length >= r1) {
      var before = word[word.length - pair[0].length - 1];
      if (pair[0] === "ogi") {
        if (before === "l") cutOff(3, "og");
      } else if (pair[0] === "li") {
        if (/[cdeghkmnrt]/.test(before || "")) cutOff(2);
      } else cutOff(pair[0].length, pair[1]);
    }
    // 3
    pair = STEP_3.find(function (one) {
      return ends(word, one[0]);
    });
    if (pair && word.length - pair[0].length >= (pair[0] === "ative" ? r2 : r1)) cutOff(pair[0].length, pair[1]);
    // 4
    var last = STEP_4.find(function (one) {
      return ends(word, one);
    });
    if (last && word.length - last.length >= r2 && (last !== "ion" || /[st]ion$/.test(word))) cutOff(last.length);
    // 5
    if (ends(word, "e")) {
      var rest = word.slice(0, -1);
      if (rest.length >= r2 || (rest.length >= r1 && !short(rest))) word = rest;
    } else if (ends(word, "ll") && word.length - 1 >= r2) cutOff(1);
    return word.replace(/Y/g, "y");
  }

  function unitHash(text) {
    var value = 0x811c9dc5;
    for (var n = 0; n < text.length; n++) value = Math.imul(value ^ text.charCodeAt(n), 0x01000193);
    return value >>> 0;
  }

  function termHash(first, second) {
    var value = first ^ Math.imul(second || 0, 0x9e3779b1);
    value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
    return (value ^ (value >>> 16)) >>> 0;
  }

  var api = {
    useCharacters: useCharacters,
    fold: fold,
    units: units,
    unitsInPlace: unitsInPlace,
    stem: stem,
    unitHash: unitHash,
    termHash: termHash,
  };
  root.HubTokens = api;
  if (typeof module === "object") module.exports = api;
})(globalThis);
