// Search over labels, in the reader's browser: the words typed never leave it and are never written to an address or to storage.
(function () {
  "use strict";

  // The steps, their order and their tables are those of harmlex.search.normalise; the tables come with the index.
  function normaliser(tables) {
    var table = new Map();
    tables.marks.forEach(function (range) {
      for (var code = range[0]; code <= range[1]; code += 1) table.set(String.fromCodePoint(code), "");
    });
    Object.keys(tables.letters).forEach(function (letter) { table.set(letter, tables.letters[letter]); });
    var arabic = /[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c9]/u;

    function fold(text) {
      var folded = text, again;
      // Lower case of upper case comes closest to Unicode case folding: it makes "ß" "ss".
      while ((again = folded.normalize("NFKD").toUpperCase().toLowerCase().replace(/ς/g, "σ")) !== folded) folded = again;
      return folded;
    }
    function stem(word) {
      for (;;) {
        var shorter = word;
        tables.articles.some(function (article) {
          if (shorter.startsWith(article) && shorter.length - article.length >= tables.stem_length) {
            shorter = shorter.slice(article.length);
            return true;
          }
          return false;
        });
        tables.endings.some(function (ending) {
          if (shorter.endsWith(ending) && shorter.length - ending.length >= tables.stem_length) {
            shorter = shorter.slice(0, shorter.length - ending.length);
            return true;
          }
          return false;
        });
        if (shorter === word) return word;
        word = shorter;
      }
    }
    return function (text) {
      var plain = Array.from(fold(text), function (c) { return table.has(c) ? table.get(c) : c; }).join("");
      var words = plain.replace(/\p{Cf}/gu, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
      return words.replace(/([a-z])\1+/g, "$1").trim().split(/\s+/).filter(Boolean)
        .map(function (word) { return arabic.test(word) ? stem(word) : word; }).join(" ");
    };
  }

  var KIND = { pref: 6, acronym: 5, alt: 4, hidden: 3, avoid: 3 };

  function engine(data) {
    var normalise = normaliser(data.normaliser);
    var rows = [];
    data.concepts.forEach(function (concept, place) {
      concept.labels.forEach(function (label) {
        rows.push({ id: rows.length, place: place, text: label[0], lang: label[1], kind: label[2], key: label[3],
          tight: label[3].replace(/ /g, ""), say: label[4] || "", reason: label[5] || "" });
      });
    });
    var index = new MiniSearch({
      fields: ["key", "tight"], storeFields: ["place"], processTerm: function (term) { return term; },
      tokenize: function (text) { return text.split(" ").filter(Boolean); }
    });
    index.addAll(rows);
    var definitions = new MiniSearch({
      fields: ["text"], processTerm: function (term) { return term; }, tokenize: function (text) { return text.split(" ").filter(Boolean); }
    });
    definitions.addAll(data.concepts.map(function (c, i) { return { id: i, text: normalise(c.definition) }; }));

    function search(words, limit) {
      var key = normalise(words);
      if (!key) return [];
      var tight = key.replace(/ /g, "");
      var best = new Map();
      function offer(row, score) {
        var old = best.get(row.place);
        if (!old || score > old.score) best.set(row.place, { concept: data.concepts[row.place], row: row, score: score });
      }
      rows.forEach(function (row) {
        if (row.key === key || row.tight === tight) offer(row, 1000 + KIND[row.kind]);
        else if (row.key.startsWith(key + " ")) offer(row, 500 + KIND[row.kind]);
      });
      [key, tight].forEach(function (query) {
        index.search(query, { combineWith: "AND", prefix: function (term) { return term.length > 2; },
          fuzzy: function (term) { return term.length > 4 ? 0.25 : false; }, maxFuzzy: 2 })
          .forEach(function (hit) { offer(rows[hit.id], Math.min(400, hit.score) + KIND[rows[hit.id].kind]); });
      });
      if (best.size < limit) {
        definitions.search(key, { combineWith: "AND" }).forEach(function (hit) {
          if (!best.has(hit.id)) best.set(hit.id, { concept: data.concepts[hit.id], row: null, score: 0 });
        });
      }
      return Array.from(best.values()).sort(function (a, b) {
        return b.score - a.score || a.concept.label.localeCompare(b.concept.label);
      }).slice(0, limit);
    }
    return { normalise: normalise, search: search };
  }

  var waiting = null;
  function load(address) {
    if (!waiting) waiting = fetch(address, { credentials: "omit" }).then(function (answer) { return answer.json(); }).then(engine);
    return waiting;
  }
  window.hxSearch = load; // for the browser test

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }
  function word(row) {
    return element("bdi", row.text, { lang: row.lang });
  }
  function draw(box, hits, base, words) {
    box.replaceChildren();
    box.hidden = !words.trim();
    if (box.hidden) return;
    if (!hits.length) {
      box.append(element("p", "Nothing found. Try another word, or the A–Z."));
      return;
    }
    hits.forEach(function (hit) {
      var link = element("a", "", { href: base + hit.concept.url });
      link.append(element("strong", hit.concept.label));
      if (hit.row && hit.row.kind === "avoid") {
        var advice = element("small");
        advice.append("Avoid “", word(hit.row), "”: say “" + hit.row.say + "”. " + hit.row.reason);
        link.append(advice);
      } else if (hit.row && hit.row.kind !== "pref" && hit.row.kind !== "hidden") {
        var also = element("small");
        also.append("also called ", word(hit.row));
        link.append(also);
      } else if (hit.row && hit.row.kind === "pref" && hit.row.lang !== "en") {
        var other = element("small");
        other.append(word(hit.row));
        link.append(other);
      }
      var line = hit.concept.definition;
      link.append(element("small", (hit.concept.field ? hit.concept.field + ". " : "") + (line.length > 150 ? line.slice(0, 147).replace(/\s+\S*$/, "") + "…" : line)));
      box.append(link);
    });
  }

  // A link to a search, #q=words; what stands behind # never leaves the browser. ?q=words is understood too.
  function asked(part) { return new URLSearchParams(part).get("q"); }

  document.querySelectorAll("[data-hx-find]").forEach(function (form) {
    var input = form.querySelector("input");
    var box = form.querySelector(".hx-results");
    var base = form.getAttribute("data-base").replace(/\/?$/, "/");
    var last = 0;
    function go() {
      var turn = (last += 1);
      load(form.getAttribute("data-index")).then(function (search) {
        if (turn === last) draw(box, search.search(input.value, 8), base, input.value);
      });
    }
    input.addEventListener("focus", function () { load(form.getAttribute("data-index")); });
    input.addEventListener("input", go);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      load(form.getAttribute("data-index")).then(function (search) {
        var hits = search.search(input.value, 1);
        if (hits.length) window.location.assign(base + hits[0].concept.url);
        else go();
      });
    });
    form.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { box.hidden = true; input.focus(); }
    });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) box.hidden = true; });
    if (input.id === "hx-q") {
      var linked = function () {
        var words = asked(window.location.hash.slice(1)) || asked(window.location.search);
        if (words) { input.value = words; input.focus(); go(); }
      };
      linked();
      window.addEventListener("hashchange", linked);
    }
  });

  document.querySelectorAll("[data-hx-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.getAttribute("data-hx-copy")).then(function () {
        var old = button.textContent;
        button.textContent = "Copied";
        window.setTimeout(function () { button.textContent = old; }, 2000);
      });
    });
  });
})();
