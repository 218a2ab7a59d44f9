// Cut a query into words, as search_words.py cuts the pages. Sphinx puts this into language_data.js.
const searchTables = TABLES;

function splitQuery(query) {
  const phrases = new RegExp(searchTables.pattern, "gu");
  const standard = query.toLowerCase().replace(phrases, (found) => searchTables.replacements[found.replace(/\s+/g, " ")]);
  const words = [];
  for (const run of standard.match(/[\u3400-\u4dbf\u4e00-\u9fff]+|(?:(?![\u3400-\u4dbf\u4e00-\u9fff])[\p{L}\p{N}_])+/gu) ?? []) {
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
