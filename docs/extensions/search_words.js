// Cut a query into words, as search_words.py cuts the pages. Sphinx puts this into language_data.js.
const searchTables = TABLES;

function withStandardPhrases(query) {
  const phrases = new RegExp(searchTables.pattern, "gu");
  return query.toLowerCase().replace(phrases, (found) => searchTables.replacements[found.replace(/\s+/g, " ")]);
}

function splitQuery(query) {
  const words = [];
  for (const run of withStandardPhrases(query).match(/[\u3400-\u4dbf\u4e00-\u9fff]+|(?:(?![\u3400-\u4dbf\u4e00-\u9fff])[\p{L}\p{N}_])+/gu) ?? []) {
    if (!/[\u3400-\u4dbf\u4e00-\u9fff]/.test(run)) words.push(standardWord(run));
    else if (run.length === 1) words.push(run);
    else for (let i = 0; i + 1 < run.length; i++) words.push(run.slice(i, i + 2));
  }
  return words;
}

function standardWord(word) {
  for (const [british, american] of Object.entries(searchTables.spellings)) {
    if (word.startsWith(british)) return american + word.slice(british.length);
  }
  return Object.hasOwn(searchTables.words, word) ? searchTables.words[word] : word;
}

// Titles are compared with the whole query: give it the standard words, too.
if (typeof Search !== "undefined" && Search._parseQuery) {
  const parseQuery = Search._parseQuery;
  Search._parseQuery = (query) => parseQuery(withStandardPhrases(query).replace(/[\p{L}\p{N}_]+/gu, standardWord));
}

// A heading that is the query comes first; among pages with the same score, those that explain.
if (typeof Scorer !== "undefined") {
  Scorer.score = ([page, , , , words, , kind]) => {
    const score = kind === "title" ? words + 5 : words;
    if (/^(zh\/)?(glossary|start)|^lessons\/\d|^zh\/(lessons|statements)/.test(page)) return score + 2;
    return /^(changelog|contributing|design|speed)/.test(page) ? score - 2 : score;
  };
}
