// Enhancements only: every page reads without this file. No other file is fetched but the
// word lists of the frozen search.

// Facing text: Down and Up (or j and k) walk from row to row; a click on a sentence gives its address.
class HereBitext extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll(".bead")];
    for (const row of this.rows) row.tabIndex = -1;
    this.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("pointerover", (event) => this.light(event.target.closest(".bead")));
    this.addEventListener("pointerleave", () => this.light(null));
    this.addEventListener("focusin", (event) => this.light(event.target.closest(".bead")));
    if (this.rows[0]) this.rows[0].tabIndex = 0;
  }
  walk(event) {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const at = this.rows.indexOf(event.target);
    if (!step || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.rows[at + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  light(row) {
    if (row === this.lit) return;
    for (const s of this.querySelectorAll(".s.lit")) s.classList.remove("lit");
    this.lit = row;
    if (row) for (const s of row.querySelectorAll(".s")) s.classList.add("lit");
  }
}

// A field above a table that leaves only the rows that have all words typed.
class HereFilter extends HTMLElement {
  connectedCallback() {
    const rows = [...this.querySelectorAll("tbody tr")];
    if (rows.length < 8) return;
    const label = document.createElement("label");
    label.className = "filter";
    label.append(this.dataset.label + " ");
    const field = document.createElement("input");
    field.type = "search";
    label.append(field);
    this.prepend(label);
    field.addEventListener("input", () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      for (const row of rows) row.hidden = !words.every((w) => fold(row.textContent).includes(w));
    });
  }
}

const fold = (text) => text.toLowerCase().replaceAll("ё", "е");

// Search where no server answers, as one types: loads the word lists that have the words asked for,
// and the documents that are shown. Queries are written as for the server (docs/search.md).
class HereSearch extends HTMLElement {
  connectedCallback() {
    const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
    if (location.protocol !== "file:" && (!query || "answered" in this.dataset)) return;
    const field = document.getElementById("q");
    field.value = query;
    this.asked = 0;
    if (query) this.answer(query);
    field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        history.replaceState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
        this.answer(field.value.trim());
      }, 250);
    });
  }
  async answer(query) {
    const n = ++this.asked;
    try {
      await this.file("index.js");
      const { did, found } = query ? await new HereQuery(this, query).answer() : { did: "", found: null };
      const groups = found?.size ? await this.letters(found) : [];
      if (n !== this.asked) return;
      this.say(did && `${this.dataset.did} ${did}. ${found.size ? `${this.dataset.found} ${found.size}; ${this.dataset.letters} ${groups.length}.` : this.dataset.none}`);
      this.show(groups);
    } catch (error) {
      if (n === this.asked) this.say(error instanceof Misuse ? `${this.dataset.misuse} ${error.message}` : this.dataset.failed);
    }
  }
  file(name) {
    return load(this.dataset.index.replace(/index\.js$/, name));
  }
  label(list, value) {
    return this.dataset[list].split("|").find((one) => one.startsWith(value + "="))?.slice(value.length + 1) ?? value;
  }
  // The documents that have a word in any form, or words that begin so, each with its score.
  async find(word, field, open) {
    const { first } = globalThis.herewithIndex;
    const scores = new Map();
    const key = field && field + ":";
    const add = async (form, posting) => {
      if (key) posting = (await this.list(key + form))?.[key + form] ?? [];
      let number = 0;
      for (const one of posting) if (typeof one === "number") {
        number += one >> 3;
        scores.set(number, (scores.get(number) ?? 0) + (one & 7));
      }
    };
    const under = async (form, posting) => {
      await add(form, posting);
      for (const stem of posting) if (typeof stem === "string") await add(stem, (await this.list(stem))[stem] ?? []);
    };
    const exact = open ? null : (await this.list(word))?.[word];
    if (exact) {
      await under(word, exact);
      return { scores, begins: "" };
    }
    for (let begins = word; begins.length >= Math.min(word.length, Math.max(4, word.length - 3)); begins = begins.slice(0, -1)) {
      let any = false;
      for (let n = Math.max(0, first.findLastIndex((f) => f <= begins)); n < first.length && (first[n] <= begins || first[n].startsWith(begins)); n++)
        for (const [form, posting] of Object.entries(await this.words(n))) if (form.startsWith(begins) && !form.includes(":")) {
          any = true;
          await under(form, posting);
        }
      if (any || open) return { scores, begins };
    }
    return { scores, begins: word };
  }
  async list(word) {
    const n = globalThis.herewithIndex.first.findLastIndex((f) => f <= word);
    return n < 0 ? null : this.words(n);
  }
  async words(n) {
    if (!globalThis.herewithWords?.[n]) await this.file(`words-${n}.js`);
    return globalThis.herewithWords[n];
  }
  // The documents found, letter by letter, the best letter first.
  async letters(found) {
    const { letters } = globalThis.herewithIndex;
    const groups = new Map();
    for (const [number, score] of [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      const letter = letters[number] ?? -1 - number;
      groups.set(letter, [...(groups.get(letter) ?? []), number]);
    }
    return [...groups.values()];
  }
  async show(groups) {
    const asked = this.asked;
    const list = document.createElement("ol");
    list.className = "results";
    this.shown?.remove();
    this.more?.remove();
    this.shown = list;
    for (const numbers of groups.slice(0, 20)) {
      const entry = await this.entry(numbers);
      if (asked !== this.asked) return;
      list.append(entry);
    }
    this.append(list);
    this.further(groups.slice(20));
  }
  further(rest) {
    if (!rest.length) return;
    this.more = document.createElement("button");
    this.more.textContent = this.dataset.more;
    this.more.addEventListener("click", async () => {
      this.more.remove();
      for (const numbers of rest.slice(0, 20)) this.shown.append(await this.entry(numbers));
      this.further(rest.slice(20));
    });
    this.append(this.more);
  }
  async entry(numbers) {
    const { block } = globalThis.herewithIndex;
    const entry = document.createElement("li");
    const forms = document.createElement("ul");
    for (const number of numbers) {
      const n = Math.floor(number / block);
      if (!globalThis.herewithDocuments?.[n]) await this.file(`documents-${n}.js`);
      const [address, title, date, language, role, siglum, letter] = globalThis.herewithDocuments[n][number % block];
      if (!entry.firstChild) {
        const head = document.createElement("h2");
        head.append(this.link(letter || address, title));
        const line = document.createElement("p");
        line.className = "small";
        line.textContent = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(date).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }) : date;
        entry.append(head, line, forms);
      }
      const form = document.createElement("li");
      const what = [this.label("roles", role) || title, this.label("languages", language)].filter(Boolean).join(", ");
      form.append(this.link(address, what), siglum && ` (${siglum})`);
      forms.append(form);
    }
    return entry;
  }
  link(address, words) {
    const link = document.createElement("a");
    link.href = this.dataset.pages.replace(/index\.html$/, "") + address.split("/").map(encodeURIComponent).join("/");
    link.textContent = words;
    link.dir = "auto";
    return link;
  }
  say(text) {
    if (!this.line) {
      this.line = document.createElement("p");
      this.line.className = "did";
      this.line.setAttribute("role", "status");
      this.replaceChildren(this.line);
    }
    this.line.textContent = text;
  }
}

class Misuse extends Error {}

// A query: parts with OR between them; words that must all be there, and with `-` or NOT such as
// must not; words, beginnings (`a*`), phrases and parentheses, each with `field:` before it or not.
class HereQuery {
  constructor(home, query) {
    this.home = home;
    this.tokens = [];
    for (const [token] of query.replace(/[“”«»]/g, '"').matchAll(/[()]|"[^"]*"?|[^\s()"]+/g)) this.cut(token);
  }
  cut(token) {
    if (/^[-−–—*]+$/.test(token)) return token === "-" || token === "−" ? this.tokens.push("-") : 0;
    if (/^[-−]./.test(token)) return this.tokens.push("NOT") && this.cut(token.slice(1));
    const [, field, rest] = token.match(/^([\p{L}]+):(?!\/\/)(.*)$/u) ?? [];
    if (!field) return this.tokens.push(token);
    this.tokens.push(`${field}:`);
    if (rest) this.tokens.push(rest);
  }
  async answer() {
    this.tokens = this.tokens.flatMap((one, n) => (one !== "-" ? [one] : /^["(]/.test(this.tokens[n + 1] ?? "") ? ["NOT"] : []));
    const answer = await this.any("");
    if (this.tokens.length) this.wrong("parenthesis");
    return answer;
  }
  wrong(name) {
    throw new Misuse(this.home.dataset[`wrong${name[0].toUpperCase()}${name.slice(1)}`]);
  }
  take(token) {
    return this.tokens[0] === token && Boolean(this.tokens.shift());
  }
  begins() {
    return this.tokens.length > 0 && ![")", "AND", "OR", "NOT"].includes(this.tokens[0]);
  }
  async any(field) {
    const found = [await this.all(field)];
    while (this.take("OR")) found.push(await this.all(field));
    const scores = new Map();
    for (const one of found) for (const [n, s] of one.found) scores.set(n, (scores.get(n) ?? 0) + s);
    return { did: found.map((one) => one.did).join(` ${this.home.dataset.or} `), found: scores };
  }
  async all(field) {
    const wanted = [], unwanted = [];
    for (;;) {
      if (this.take("AND") && !this.begins()) this.wrong("word");
      const not = this.take("NOT");
      if (!this.begins()) {
        if (not) this.wrong("word");
        break;
      }
      (not ? unwanted : wanted).push(await this.part(field));
    }
    if (!wanted.length) this.wrong(unwanted.length ? "only" : "word");
    const found = wanted.map((one) => one.found).reduce((a, b) => new Map([...b].filter(([n]) => a.has(n)).map(([n, s]) => [n, s + a.get(n)])));
    for (const one of unwanted) for (const n of one.found.keys()) found.delete(n);
    const { and, without } = this.home.dataset;
    return { did: [wanted.map((one) => one.did).join(` ${and} `), ...unwanted.map((one) => one.did)].join(`, ${without} `), found };
  }
  async part(field) {
    const token = this.tokens.shift();
    if (token === "(") {
      const inner = await this.any(field);
      if (!this.take(")")) this.wrong("parenthesis");
      return { ...inner, did: `(${inner.did})` };
    }
    if (/:$/.test(token)) {
      const name = this.home.label("aliases", fold(token.slice(0, -1)));
      if (field || !this.home.dataset.fields.split("|").some((one) => one.startsWith(name + "="))) this.wrong("field");
      if (!this.begins()) this.wrong("word");
      return this.part(name);
    }
    if (/^"/.test(token) && !/^".*"$/.test(token)) this.wrong("quote");
    const words = token.match(/[\p{L}\p{N}_]+/gu)?.map(fold);
    if (!words) this.wrong("letters");
    return this.words(words, field, !/^"/.test(token) && token.endsWith("*"));
  }
  async words(words, field, open) {
    const { dataset } = this.home;
    const said = [];
    let all = null;
    for (const word of words) {
      const { scores, begins } = await this.home.find(word, field, open && word === words.at(-1));
      const how = !begins ? dataset.any : begins === word ? dataset.begin : `${dataset.shortened} ${begins}`;
      said.push(`${word} ${open ? dataset.ending : how}`);
      all = all ? new Map([...scores].filter(([n]) => all.has(n)).map(([n, s]) => [n, s + all.get(n)])) : scores;
    }
    const each = words.length > 1 ? ` ${dataset.phrase}` : "";
    const where = field ? ` ${dataset.within} ${this.home.label("fields", field)}` : "";
    return { did: said.join(` ${dataset.and} `) + each + where, found: all };
  }
}

const load = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

customElements.define("here-bitext", HereBitext);
customElements.define("here-filter", HereFilter);
customElements.define("here-search", HereSearch);
