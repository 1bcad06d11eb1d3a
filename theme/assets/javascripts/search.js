// The search itself, without anything to see: asks the files that generator/search/index.py describes, a few
// kilobytes at a time. Runs in browsers and, for tests, in Node; needs search-tokens.js.
(function (root) {
  "use strict";
  var tokens = root.HubTokens || require("./search-tokens.js");
  var SUMMARY = 512;
  var LABELS = 1536;
  var TEXT = 2048;
  var PIECE = 3072;
  var WEIGHT = { title: 8, labels: 3, summary: 3, text: 1 };
  var SLIM = [WEIGHT.text, WEIGHT.summary, WEIGHT.labels, WEIGHT.title];
  var MOST_TERMS = 12;
  var FEW = 8; // units that may stand before the first word of a title: signs
  var ALPHABET = new Map();
  for (var code = 35, at = 0; code < 126; code++) if (code !== 92) ALPHABET.set(String.fromCharCode(code), at++);

  // Bytes

  function Reader(bytes, at) {
    this.bytes = bytes;
    this.at = at || 0;
  }
  Reader.prototype.number = function () {
    var bytes = this.bytes;
    var value = 0;
    var scale = 1;
    var byte;
    do {
      byte = bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  };

  function column(text) {
    var values = [];
    var value = 0;
    var scale = 1;
    for (var n = 0; n < text.length; n++) {
      var digit = ALPHABET.get(text[n]);
      if (digit >= 45) {
        value += (digit - 45) * scale;
        scale *= 45;
      } else {
        values.push(value + digit * scale);
        value = 0;
        scale = 1;
      }
    }
    return values;
  }

  function json(bytes) {
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  function upTo(values) {
    var sums = [0];
    values.forEach(function (value, n) {
      sums.push(sums[n] + value);
    });
    return sums;
  }

  // The terms of one shard. Keys are compared where they lie: only what is asked for is decoded.
  function Shard(bytes) {
    var reader = new Reader(bytes);
    var pairs = reader.number();
    this.bytes = bytes;
    this.keys = reader.at;
    reader.at += 4 * pairs;
    this.pairs = pairs;
    this.sizes = [];
    for (var n = 0; n < pairs; n++) this.sizes.push(reader.number());
    this.words = []; // where the spelled keys begin and end
    for (var words = reader.number(); words; words--) {
      this.sizes.push(reader.number());
      var length = reader.number();
      this.words.push(reader.at, reader.at + length);
      reader.at += length;
    }
    this.lists = reader.at;
  }

  Shard.prototype.entry = function (number, key) {
    var begin = this.lists;
    for (var n = 0; n < number; n++) begin += Math.floor(this.sizes[n] / 4);
    var size = this.sizes[number];
    return { key: key, form: size % 4, bytes: this.bytes.subarray(begin, begin + Math.floor(size / 4)) };
  };

  Shard.prototype.get = function (key) {
    if (key.length < 3) {
      var first = key.charCodeAt(0);
      var second = key.length > 1 ? key.charCodeAt(1) : 0;
      for (var n = 0, at = this.keys; n < this.pairs; n++, at += 4) {
        if (this.bytes[at] !== (first & 255) || this.bytes[at + 1] !== first >> 8) continue;
        if (this.bytes[at + 2] === (second & 255) && this.bytes[at + 3] === second >> 8) return this.entry(n, key);
      }
    }
    return this.spelled(key, function (found) {
      return found === key;
    })[0];
  };

  // Entries whose spelled key begins like *key* and *fits*.
  Shard.prototype.spelled = function (key, fits) {
    var begins = new TextEncoder().encode(key)[0];
    var decoder = new TextDecoder();
    var found = [];
    for (var n = 0; n < this.words.length; n += 2) {
      if (this.bytes[this.words[n]] !== begins) continue;
      var word = decoder.decode(this.bytes.subarray(this.words[n], this.words[n + 1]));
      if (fits(word)) found.push(this.entry(this.pairs + n / 2, word));
    }
    return found;
  };

  function readShard(bytes) {
    return new Shard(bytes);
  }

  // Posting lists: {docs, places}; places are arrays of positions or, in slim lists, fields as in SLIM.
  function readPlaces(bytes, into) {
    var reader = new Reader(bytes);
    var list = into || { docs: [], places: [], slim: false };
    var doc = 0;
    while (reader.at < bytes.length) {
      var head = reader.number();
      doc += head >>> 1;
      var count = head & 1 ? 1 : reader.number();
      var places = new Array(count);
      var place = 0;
      for (var n = 0; n < count; n++) places[n] = place += reader.number();
      list.docs.push(doc);
      list.places.push(places);
    }
    return list;
  }

  function readSlim(bytes, parts) {
    var reader = new Reader(bytes);
    var list = { docs: [], places: [], slim: true, parts: [] };
    if (parts) {
      for (var count = reader.number(); count; count--, reader.at += 8) {
        var name = "";
        for (var n = 0; n < 8; n++) name += (bytes[reader.at + n] + 256).toString(16).slice(1);
        list.parts.push(name);
      }
    }
    var doc = 0;
    while (reader.at < bytes.length) {
      var head = reader.number();
      doc += head >>> 2;
      list.docs.push(doc);
      list.places.push(head & 3);
    }
    return list;
  }

  var NONE = { docs: [], places: [], slim: false };

  function union(lists) {
    if (lists.length === 1) return lists[0];
    if (!lists.length) return NONE;
    var slim = lists.some(function (list) {
      return list.slim;
    });
    var found = new Map();
    lists.forEach(function (list) {
      list.docs.forEach(function (doc, n) {
        var here = list.places[n];
        if (slim && !list.slim) here = fieldOf(here[0]);
        var before = found.get(doc);
        if (before === undefined) found.set(doc, here);
        else found.set(doc, slim ? Math.max(before, here) : merged(before, here));
      });
    });
    var docs = Array.from(found.keys()).sort(function (a, b) {
      return a - b;
    });
    return {
      docs: docs,
      places: docs.map(function (doc) {
        return found.get(doc);
      }),
      slim: slim,
    };
  }

  function merged(some, others) {
    return some.concat(others).sort(function (a, b) {
      return a - b;
    });
  }

  function fieldOf(place) {
    return place < SUMMARY ? 3 : place < LABELS ? 1 : place < TEXT ? 2 : 0;
  }

  // Where *next* stands *distance* behind *list*, in the same documents.
  function follow(list, next, distance) {
    var result = { docs: [], places: [], slim: false };
    var m = 0;
    for (var n = 0; n < list.docs.length; n++) {
      while (m < next.docs.length && next.docs[m] < list.docs[n]) m++;
      if (m === next.docs.length) break;
      if (next.docs[m] !== list.docs[n]) continue;
      var there = new Set(next.places[m]);
      var places = list.places[n].filter(function (place) {
        return there.has(place + distance);
      });
      if (places.length) {
        result.docs.push(list.docs[n]);
        result.places.push(places);
      }
    }
    return result;
  }

  // Queries

  // The terms of a query: runs of joined units, and what stands in quotation marks.
  function parse(query) {
    var terms = [];
    var rest = query.replace(/["“”„「『]([^"“”„「」『』]+)["“”」』]/g, function (all, words) {
      var units = tokens.units(words);
      if (units.length) terms.push({ units: units, quoted: true, typed: words.trim() });
      return " ";
    });
    rest.split(/\s+/).forEach(function (part) {
      var units = tokens.units(part);
      for (var begin = 0, end = 1; end <= units.length; end++) {
        if (end < units.length && units[end].joined) continue;
        terms.push({ units: units.slice(begin, end), quoted: false });
        begin = end;
      }
    });
    terms.forEach(function (term) {
      term.text = term.units
        .map(function (unit, n) {
          return (n && !unit.joined ? " " : "") + unit.text.replace(/\ue000/g, ".").replace(/\u02bc/g, "'");
        })
        .join("");
    });
    var signs = terms.filter(function (term) {
      return term.units.some(function (unit) {
        return unit.kind !== "sign";
      });
    });
    var seen = new Set();
    return (signs.length ? signs : terms)
      .filter(function (term) {
        return !seen.has(term.text) && seen.add(term.text);
      })
      .slice(0, MOST_TERMS);
  }

  function isRun(unit) {
    return unit.kind === "word" || unit.kind === "number";
  }

  // The parts a phrase is asked by: pairs, as few as prove it, or lone words where nothing joins them.
  function cover(units) {
    var parts = [];
    var n = 0;
    while (n < units.length) {
      var paired = n + 1 < units.length && units[n + 1].joined;
      if (!paired && n && units[n].joined) {
        parts.push({ at: n - 1, units: [units[n - 1], units[n]] });
        n += 1;
      } else if (paired) {
        parts.push({ at: n, units: [units[n], units[n + 1]] });
        var next = units[n + 2];
        // Consecutive positions prove that two characters are joined, not that two words are.
        n += next && next.joined && isRun(next) && isRun(units[n + 1]) ? 1 : 2;
      } else {
        parts.push({ at: n, units: [units[n]] });
        n += 1;
      }
    }
    return parts;
  }

  function Engine(lang, get) {
    this.lang = lang;
    this._get = get;
    this._kept = new Map();
  }

  Engine.prototype.file = function (path, read) {
    var kept = this._kept;
    if (!kept.has(path)) {
      var promise = this._get(path).then(read);
      kept.set(path, promise);
      promise.catch(function () {
        kept.delete(path);
      });
    }
    return kept.get(path);
  };

  Engine.prototype.open = function () {
    var engine = this;
    return this.file(this.lang + ".json", function (bytes) {
      var manifest = json(bytes);
      engine.manifest = manifest;
      var kinds = column(manifest.kind);
      var day = 0;
      engine.kindNumber = kinds.map(function (kind) {
        return kind >> 1;
      });
      engine.kind = engine.kindNumber.map(function (kind) {
        return manifest.kinds[kind];
      });
      engine.off = kinds.map(function (kind) {
        return kind & 1;
      });
      engine.allianceSet = column(manifest.alliance);
      engine.tagSet = column(manifest.tag);
      engine.day = column(manifest.day).map(function (step) {
        day += step & 1 ? -(step + 1) / 2 : step / 2;
        return day ? day + manifest.first_day - 1 : 0;
      });
      engine.size = column(manifest.size).map(function (size) {
        return Math.pow(2, size / 2);
      });
      engine.pieces = column(manifest.pieces);
      engine.firstPiece = upTo(engine.pieces);
      engine.firstInChunk = upTo(column(manifest.in_chunk));
      return manifest;
    });
  };

  function inFolder(lang, sort, folders, number, ending) {
    return lang + "/" + sort + "-" + folders[1][Math.floor(number / folders[0])] + "/" + number.toString(16) + ending;
  }

  Engine.prototype.shard = function (hash) {
    var bits = this.manifest.bits;
    var number = bits ? hash >>> (32 - bits) : 0;
    return this.file(inFolder(this.lang, "s", this.manifest.shards, number, ".bin"), readShard);
  };

  // The list of one part of a term; *whole* asks for positions also of the commonest terms.
  Engine.prototype.list = async function (units, whole) {
    var first = units[0];
    if (units.length === 1 && isRun(first)) {
      var stem = first.kind === "number" ? first.text : tokens.stem(first.text);
      var shard = await this.shard(tokens.termHash(tokens.unitHash(stem)));
      // A word and its stem begin with the same letter.
      var forms = shard.spelled(first.text, function (key) {
        if (key === first.text) return true;
        return first.kind === "word" && /^[a-z]/.test(key) && whole !== "exact" && tokens.stem(key) === stem;
      });
      var lists = await Promise.all(forms.map(this.decode.bind(this, Boolean(whole))));
      var list = union(lists);
      var exact = forms.findIndex(function (entry) {
        return entry.key === first.text;
      });
      return Object.assign({}, list, { exact: exact >= 0 && forms.length > 1 ? new Set(lists[exact].docs) : null });
    }
    var hash = units.length > 1 ? tokens.unitHash(units[1].text) : 0;
    var key = units.length > 1 ? first.text + units[1].text : first.text;
    var entry = (await this.shard(tokens.termHash(tokens.unitHash(first.text), hash))).get(key);
    return entry ? this.decode(Boolean(whole), entry) : NONE;
  };

  Engine.prototype.decode = async function (whole, entry) {
    if (entry.form === 0) return readPlaces(entry.bytes);
    var list = readSlim(entry.bytes, entry.form === 2);
    if (!whole || !list.parts.length) return list;
    var engine = this;
    var parts = await Promise.all(
      list.parts.map(function (name) {
        return engine.file(engine.lang + "/x/" + name + ".bin", function (bytes) {
          return bytes;
        });
      }),
    );
    var result = { docs: [], places: [], slim: false };
    parts.forEach(function (bytes) {
      readPlaces(bytes, result);
    });
    return result;
  };

  // The documents of a term.
  Engine.prototype.find = async function (term) {
    var parts = cover(term.units);
    var several = parts.length > 1;
    var engine = this;
    var lists = await Promise.all(
      parts.map(function (part) {
        return engine.list(part.units, several && "exact");
      }),
    );
    var found = lists[0];
    for (var n = 1; n < parts.length && found.docs.length; n++) {
      if (lists[n].slim) return NONE;
      var distance = term.units[parts[n].at].position - term.units[parts[0].at].position;
      found = follow(found.slim ? NONE : found, lists[n], distance);
    }
    return found;
  };

  Engine.prototype.weight = function (list, n) {
    if (list.slim) return SLIM[list.places[n]];
    var places = list.places[n];
    var sum = 0;
    for (var m = 0; m < places.length; m++) {
      sum += places[m] >= TEXT ? 1 : SLIM[fieldOf(places[m])];
    }
    return sum;
  };

  function inTitle(list, n) {
    return list.slim ? list.places[n] === 3 : list.places[n][0] < SUMMARY;
  }

  // All documents that hold every one of *terms*, the best first; with *some*, those that hold at least one.
  Engine.prototype.rank = function (terms, some) {
    var engine = this;
    var manifest = this.manifest;
    var scores = new Map();
    terms.forEach(function (term, number) {
      var list = term.list;
      var count = list.docs.length;
      var rarity = Math.log(1 + (manifest.documents - count + 0.5) / (count + 0.5));
      for (var n = 0; n < count; n++) {
        var doc = list.docs[n];
        var score = scores.get(doc);
        if (!score) {
          if (number && !some) continue;
          score = { doc: doc, terms: 0, titles: 0, sum: 0, runs: null, phrase: 0 };
          scores.set(doc, score);
        }
        if (score.terms < number && !some) continue;
        var weight = engine.weight(list, n);
        if (list.exact && !list.exact.has(doc)) weight *= 0.7;
        var size = engine.size[doc] / (manifest.length + 1);
        score.sum += rarity * ((weight * 2.2) / (weight + 1.2 * (0.4 + 0.6 * size)));
        score.terms += 1;
        if (inTitle(list, n)) score.titles += 1;
        // Whether the words follow each other as they were typed.
        if (terms.length > 1 && !list.slim) {
          var shifted = list.places[n].map(function (place) {
            return place - term.offset;
          });
          if (!number) score.runs = new Set(shifted);
          else if (score.runs) {
            var before = score.runs;
            score.runs = new Set(
              shifted.filter(function (place) {
                return before.has(place);
              }),
            );
          }
        } else if (list.slim && number === 0) score.runs = null;
      }
    });
    var found = Array.from(scores.values()).filter(function (score) {
      return some ? score.terms < terms.length : score.terms === terms.length;
    });
    found.forEach(function (score) {
      var age = Math.max(0, (manifest.today || 0) - engine.day[score.doc]);
      var kind = engine.kind[score.doc];
      var fresh = engine.day[score.doc] && (kind === "news" || kind === "achievements") ? Math.exp(-age / 180) : 0;
      var all = score.terms === terms.length;
      var follow = terms.length > 1 && all && score.runs && score.runs.size;
      var title = score.titles === terms.length;
      var tier = all ? (title ? 2 : 0) + (follow ? 1 : 0) : score.terms * 4;
      if (follow && title) {
        var begins = false;
        score.runs.forEach(function (place) {
          if (place < SUMMARY) begins = true;
        });
        if (!begins) tier -= 0.5;
      }
      score.value = tier * 1000 + score.sum * (1 + 0.2 * fresh) - (engine.off[score.doc] ? 500 : 0);
      if (kind === "handbook") score.value -= score.sum * 0.6; // written for editors, not for readers
    });
    return found.sort(function (a, b) {
      return b.value - a.value || engine.day[b.doc] - engine.day[a.doc] || a.doc - b.doc;
    });
  };

  function isMissing(term) {
    return !term.list.docs.length;
  }

  // Whatever a query finds: {terms, docs, some, missing, reading, suggestions}; docs and some are numbers. What helps
  // with words that occur nowhere – pinyin, suggestions – is looked up unless *help* is false.
  Engine.prototype.search = async function (query, help) {
    var engine = this;
    await this.open();
    var terms = parse(query);
    await this.fill(terms);
    // Traditional characters stand in no index: only a query with something missing needs the table.
    if (!this.simplified && /[\u2e80-\uffff]/.test(query) && terms.some(isMissing)) {
      this.simplified = await this.characters();
      terms = parse(query);
      await this.fill(terms);
    }
    var result = { query: query, terms: terms, docs: [], some: [], missing: [], suggestions: [], reading: null };
    if (!terms.length) return result;
    result.missing = terms.filter(isMissing);
    if (!result.missing.length) {
      result.docs = this.rank(terms);
      if (!result.docs.length) result.some = this.rank(terms, true);
    } else if (help !== false) {
      await this.help(result);
    }
    ["docs", "some"].forEach(function (key) {
      result[key] = result[key].map(function (score) {
        return score.doc;
      });
    });
    await engine.exactFirst(result);
    return result;
  };

  Engine.prototype.fill = async function (terms) {
    var engine = this;
    var offset = 0;
    terms.forEach(function (term) {
      term.offset = offset;
      offset += term.units[term.units.length - 1].position - term.units[0].position + 1;
    });
    await Promise.all(
      terms.map(async function (term) {
        term.list = await engine.find(term);
      }),
    );
  };

  Engine.prototype.characters = function () {
    return this.file(this.manifest.characters, function (bytes) {
      var tables = json(bytes);
      tokens.useCharacters(tables[0], tables[1]);
      return true;
    });
  };

  // A title that is exactly the query goes before longer ones; only those at the top are looked at, and only if they
  // begin like the query. What is fetched for that is what will be shown.
  Engine.prototype.exactFirst = async function (result) {
    var engine = this;
    var list = result.docs.length > 1 && result.terms[0].list;
    var may = function (doc) {
      var n = list.docs.indexOf(doc);
      return n >= 0 && (list.slim ? list.places[n] === 3 : list.places[n][0] < FEW);
    };
    if (!list || !result.docs.slice(1, 3).some(may)) return;
    var wanted = tokens.fold(result.query).trim();
    var heads = result.docs.slice(0, 5).map(function (doc) {
      return engine.piece(doc, engine.pieceOf(doc, result.terms));
    });
    heads.slice(3).forEach(function (head) {
      head.catch(function () {});
    });
    var place = (await Promise.all(heads.slice(0, 3))).findIndex(function (head) {
      return tokens.fold(head[0]).trim() === wanted;
    });
    if (place > 0) result.docs.splice(0, 0, result.docs.splice(place, 1)[0]);
  };

  // The last of *sums* that is not above *value*.
  function lastUpTo(sums, value) {
    var low = 0;
    var high = sums.length - 1;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (sums[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  Engine.prototype.piece = function (doc, number) {
    var at = this.firstPiece[doc] + Math.min(number, this.pieces[doc] - 1);
    var chunk = lastUpTo(this.firstInChunk, at);
    var first = this.firstInChunk[chunk];
    var each = this.manifest.chunks[0];
    var folder = Math.floor(doc / each);
    var begin = lastUpTo(this.firstInChunk, this.firstPiece[folder * each]);
    var path = this.lang + "/t-" + this.manifest.chunks[1][folder] + "/" + (chunk - begin).toString(16) + ".json";
    return this.file(path, json).then(function (entries) {
      return entries[at - first];
    });
  };

  // Help with words that occur nowhere

  Engine.prototype.help = async function (result) {
    var engine = this;
    var letters = tokens.fold(result.query).replace(/[ '\u02bc]/g, "");
    if (/^[a-z]{2,60}$/.test(letters)) {
      var words = await this.reading(letters);
      if (words.length) {
        var terms = parse(words[0]);
        await this.fill(terms);
        if (terms[0].list.docs.length) {
          result.reading = words[0];
          result.terms = terms;
          result.missing = [];
          result.docs = this.rank(terms);
          result.suggestions = words.slice(1).map(function (word) {
            return { query: word, sort: "reading" };
          });
          return;
        }
      }
    }
    var changed = await Promise.all(
      result.terms.map(async function (term) {
        if (term.list.docs.length) return [term.text];
        var unit = term.units[0];
        if (term.units.length === 1 && unit.kind === "word") return engine.nearWords(unit.text);
        return engine.nearCharacters(term);
      }),
    );
    for (var n = 0; n < 3; n++) {
      var texts = changed.map(function (choices) {
        return choices[Math.min(n, choices.length - 1)] || "";
      });
      var text = texts.filter(Boolean).join(" ");
      var known = result.suggestions.some(function (one) {
        return one.query === text;
      });
      if (text && text !== result.query && !known) result.suggestions.push({ query: text, sort: "near" });
    }
  };

  Engine.prototype.reading = async function (letters) {
    var place = this.manifest.readings;
    var number = 0;
    for (var n = letters.length; n--; ) number = (number * 65536 + letters.charCodeAt(n)) % place[1];
    var table = await this.file(this.lang + "/p-" + place[0] + "/" + number.toString(16) + ".json", json);
    return Object.prototype.hasOwnProperty.call(table, letters) ? table[letters] : [];
  };

  // Damerau–Levenshtein distance (restricted), given up beyond *most*.
  function distance(a, b, most) {
    var older = [];
    var old = [];
    for (var m = 0; m <= b.length; m++) old[m] = m;
    for (var n = 1; n <= a.length; n++) {
      var row = [n];
      var least = n;
      for (m = 1; m <= b.length; m++) {
        var cost = a[n - 1] === b[m - 1] ? 0 : 1;
        var value = Math.min(old[m] + 1, row[m - 1] + 1, old[m - 1] + cost);
        if (n > 1 && m > 1 && a[n - 1] === b[m - 2] && a[n - 2] === b[m - 1]) value = Math.min(value, older[m - 2] + 1);
        row[m] = value;
        if (value < least) least = value;
      }
      if (least > most) return most + 1;
      older = old;
      old = row;
    }
    return old[b.length];
  }

  Engine.prototype.nearWords = async function (word) {
    var engine = this;
    var place = this.manifest.words;
    var most = word.length < 4 ? 1 : 2;
    var lengths = place[1].filter(function (length) {
      return Math.abs(length - word.length) <= (word.length < 6 ? 1 : 2);
    });
    var lists = await Promise.all(
      lengths.map(function (length) {
        return engine.file(engine.lang + "/w-" + place[0] + "/" + length + ".json", json);
      }),
    );
    var found = [];
    lists.forEach(function (words) {
      words.split(" ").forEach(function (one, rank) {
        var far = distance(word, one, most);
        if (far > most) return;
        var start = one[0] === word[0] ? 0 : 0.4;
        var letters = Array.from(one).sort().join("") === Array.from(word).sort().join("") ? -0.3 : 0;
        found.push({ word: one, far: far + start + letters + Math.log(rank + 1) * 0.06 });
      });
    });
    found.sort(function (a, b) {
      return a.far - b.far || (a.word < b.word ? -1 : 1);
    });
    var stems = new Set();
    return found
      .map(function (one) {
        return one.word;
      })
      .filter(function (one) {
        var stem = tokens.stem(one);
        return !stems.has(stem) && stems.add(stem);
      })
      .slice(0, 3);
  };

  // For characters that do not occur together: words that sound the same, or the parts that do occur.
  Engine.prototype.nearCharacters = async function (term) {
    var choices = [];
    var text = term.text;
    if (/^[\u4e00-\u9fff]{2,12}$/.test(text) && this.manifest.readings[1]) {
      var table = await this.file(this.manifest.syllables, json);
      var sound = Array.from(text)
        .map(function (character) {
          return (
            Object.keys(table).find(function (syllable) {
              return table[syllable].indexOf(character) >= 0;
            }) || "?"
          );
        })
        .join("");
      choices = await this.reading(sound);
      for (var n = 0; n < text.length && text.length > 2; n++) {
        choices = choices.concat(await this.reading(text.slice(0, n) + "·" + text.slice(n + 1)));
      }
      choices = choices.filter(function (word, n) {
        return word !== text && choices.indexOf(word) === n;
      });
    }
    var units = term.units;
    var parts = [];
    for (var begin = 0; begin < units.length && units.length <= 16; ) {
      var taken = 0;
      for (var end = Math.min(units.length, begin + 8); end > begin + 1 && !taken; end--) {
        var piece = units.slice(begin, end);
        var part = { units: piece, text: join(piece) };
        part.list = await this.find(part);
        if (part.list.docs.length) {
          parts.push(part);
          taken = end - begin;
        }
      }
      begin += taken || 1;
    }
    if (parts.length > 1) {
      parts.forEach(function (part, n) {
        part.offset = n;
      });
      if (this.rank(parts).length) choices.push(parts.map(textOf).join(" "));
    }
    if (parts.length) {
      parts.sort(function (a, b) {
        return b.units.length - a.units.length || a.list.docs.length - b.list.docs.length;
      });
      choices.push(parts[0].text);
    }
    return choices;
  };

  function join(units) {
    return units
      .map(function (unit) {
        return unit.text;
      })
      .join("");
  }

  function textOf(part) {
    return part.text;
  }

  // Choosing among what was found

  function yearsOf(days) {
    var known = new Map();
    return days.map(function (day) {
      if (!day) return 0;
      if (!known.has(day)) known.set(day, new Date((day - 719163) * 864e5).getUTCFullYear());
      return known.get(day);
    });
  }

  // Do what a first search would have to do, while nobody waits for it.
  Engine.prototype.warm = function () {
    if (this.years) return;
    this.years = yearsOf(this.day);
    excerpt("预热 words 5", parse("热 word"), 90);
  };

  // *docs* that fit *chosen* ({kind: "news", …}), and how many each further choice would leave. A document has one
  // number for each facet: a kind, a set of alliances or of tags, a year; what a number stands for is looked at once.
  Engine.prototype.choose = function (docs, chosen) {
    var manifest = this.manifest;
    if (!this.years) this.years = yearsOf(this.day);
    var facets = [
      { name: "kind", column: this.kindNumber, values: (number) => [manifest.kinds[number]] },
      { name: "alliance", column: this.allianceSet, values: (number) => manifest.alliance_sets[number] },
      { name: "year", column: this.years, values: (number) => (number ? [String(number)] : []) },
      { name: "tag", column: this.tagSet, values: (number) => manifest.tag_sets[number] },
    ];
    var tallies = facets.map(() => new Map());
    var fitting = facets.map(() => new Map());
    function fits(m, number) {
      var wanted = chosen[facets[m].name];
      if (!wanted) return true;
      if (!fitting[m].has(number)) fitting[m].set(number, facets[m].values(number).indexOf(wanted) >= 0);
      return fitting[m].get(number);
    }
    var kept = docs.filter(function (doc) {
      var wrong = 0;
      var which = -1;
      for (var m = 0; m < 4; m++) {
        if (!fits(m, facets[m].column[doc])) {
          wrong += 1;
          which = m;
        }
      }
      for (m = 0; m < 4 && wrong < 2; m++) {
        if (wrong && m !== which) continue;
        var number = facets[m].column[doc];
        tallies[m].set(number, (tallies[m].get(number) || 0) + 1);
      }
      return !wrong;
    });
    var counts = {};
    facets.forEach(function (facet, m) {
      counts[facet.name] = new Map();
      tallies[m].forEach(function (count, number) {
        facet.values(number).forEach(function (value) {
          counts[facet.name].set(value, (counts[facet.name].get(value) || 0) + count);
        });
      });
    });
    return { docs: kept, counts: counts };
  };

  // Showing

  // Where *terms* stand in *text*: [[start, end, number of the term], …], in order, not overlapping.
  function marks(text, terms) {
    var units = tokens.unitsInPlace(text);
    var found = [];
    for (var n = 0; n < units.length; ) {
      var best = null;
      terms.forEach(function (term, number) {
        var wanted = term.units;
        if (n + wanted.length > units.length || (best && best.length >= wanted.length)) return;
        for (var m = 0; m < wanted.length; m++) {
          var one = units[n + m];
          if (m && wanted[m].joined && !one.joined) return;
          if (one.text !== wanted[m].text) {
            var loose = wanted.length === 1 && one.kind === "word" && wanted[0].kind === "word";
            if (!loose || tokens.stem(one.text) !== tokens.stem(wanted[0].text)) return;
          }
        }
        best = { length: wanted.length, number: number };
      });
      if (best) {
        found.push([units[n].start, units[n + best.length - 1].end, best.number]);
        n += best.length;
      } else n += 1;
    }
    return found;
  }

  // *text* as parts: [{text, marked}, …].
  function parts(text, found, begin, end) {
    var result = [];
    var at = begin;
    found.forEach(function (mark) {
      if (mark[0] < begin || mark[1] > end) return;
      if (mark[0] > at) result.push({ text: text.slice(at, mark[0]), marked: false });
      result.push({ text: text.slice(mark[0], mark[1]), marked: true });
      at = mark[1];
    });
    if (at < end) result.push({ text: text.slice(at, end), marked: false });
    return result;
  }

  // The stretch of *text* with most of the terms, about *length* characters long, cut where sentences or words end.
  function excerpt(text, terms, length) {
    var found = marks(text, terms);
    if (!found.length) return null;
    var best = 0;
    var most = 0;
    found.forEach(function (mark, n) {
      var inside = new Set();
      for (var m = n; m < found.length && found[m][1] - mark[0] <= length; m++) inside.add(found[m][2]);
      if (inside.size > most) {
        most = inside.size;
        best = n;
      }
    });
    var begin = Math.max(0, found[best][0] - Math.round(length / 4));
    if (begin) {
      var stop = /[。！？；\n.!?](?=[^。！？；\n.!?]*$)/.exec(text.slice(begin, found[best][0]));
      if (stop) begin += stop.index + 1;
      else {
        var space = text.slice(begin, found[best][0]).indexOf(" ");
        if (space >= 0 && space < 20) begin += space + 1;
      }
    }
    var end = Math.min(text.length, Math.max(begin + length, found[best][1]));
    if (end < text.length) {
      var last = text.slice(found[best][1], end).lastIndexOf(" ");
      if (last > 0 && end - found[best][1] - last < 20) end = found[best][1] + last;
    }
    if (/[\udc00-\udfff]/.test(text[begin] || "")) begin += 1;
    if (/[\ud800-\udbff]/.test(text[end - 1] || "")) end -= 1;
    var result = parts(text, found, begin, end);
    if (begin && !/[。！？；\n.!?]/.test(text[begin - 1])) result.unshift({ text: "…", marked: false });
    if (end < text.length) result.push({ text: "…", marked: false });
    result.forEach(function (part) {
      part.text = part.text.replace(/\n+/g, " ");
    });
    return result;
  }

  // The piece of *doc* that holds most of the terms.
  Engine.prototype.pieceOf = function (doc, terms) {
    if (this.pieces[doc] < 2) return 0;
    var pieces = new Map();
    terms.forEach(function (term) {
      var list = term.list;
      var n = list.slim ? -1 : list.docs.indexOf(doc);
      if (n < 0) return;
      new Set(
        list.places[n].map(function (place) {
          return place < TEXT ? -1 : Math.floor((place - TEXT) / PIECE);
        }),
      ).forEach(function (piece) {
        if (piece >= 0) pieces.set(piece, (pieces.get(piece) || 0) + 1);
      });
    });
    var wanted = 0;
    var most = 0;
    pieces.forEach(function (count, piece) {
      if (count > most || (count === most && piece < wanted)) {
        wanted = piece;
        most = count;
      }
    });
    return wanted;
  };

  // What to show of *doc*: title and excerpt in parts, address, language, kind, day, alliances.
  Engine.prototype.row = async function (doc, terms) {
    var labels = this.manifest.labels || { alliance: {} };
    var piece = await this.piece(doc, this.pieceOf(doc, terms));
    var title = piece[0];
    var summary = piece[2];
    var length = /[\u3400-\u9fff]/.test(piece[4].slice(0, 60)) ? 90 : 190;
    var body = excerpt(piece[4], terms, length) || parts(summary, marks(summary, terms), 0, summary.length);
    return {
      doc: doc,
      url: piece[1],
      title: parts(title, marks(title, terms), 0, title.length),
      body: body,
      lang: piece[3].replace("*", "") || this.lang,
      sample: piece[3].indexOf("*") >= 0,
      kind: this.kind[doc],
      day: this.day[doc] ? new Date((this.day[doc] - 719163) * 864e5).toISOString().slice(0, 10) : "",
      alliances: this.manifest.alliance_sets[this.allianceSet[doc]].map(function (id) {
        return labels.alliance[id] || id;
      }),
    };
  };

  // The rows of *docs*, each as soon as its text is there.
  Engine.prototype.rows = function (docs, terms) {
    var engine = this;
    return docs.map(function (doc) {
      var row = engine.row(doc, terms);
      row.catch(function () {});
      return row;
    });
  };

  Engine.prototype.show = function (docs, terms) {
    return Promise.all(this.rows(docs, terms));
  };

  var api = { Engine: Engine, parse: parse, marks: marks, excerpt: excerpt, distance: distance, readShard: readShard };
  root.HubSearch = api;
  if (typeof module === "object") module.exports = api;
})(globalThis);
