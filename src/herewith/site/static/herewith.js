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

// Search where no server answers: loads the word lists that have the words asked for, and the
// documents that are shown. `a b` both, `a OR b` either, `-a` or `NOT a` without, `a*` beginnings.
class HereSearch extends HTMLElement {
  async connectedCallback() {
    const query = new URLSearchParams(location.search).get("q")?.trim();
    if (!query || "answered" in this.dataset) return;
    document.getElementById("q").value = query;
    try {
      await this.answer(query);
    } catch {
      this.say(this.dataset.failed);
    }
  }
  file(name) {
    return load(this.dataset.index.replace(/index\.js$/, name));
  }
  async answer(query) {
    await this.file("index.js");
    const said = [];
    let all = null, either = null, refused = new Set(), next = "";
    for (const token of query.match(/\bOR\b|\bAND\b|\bNOT\b|[-−]?[\p{L}\p{N}_]+\*?/gu) ?? []) {
      if (token === "OR" || token === "NOT") next = token;
      if (token === "OR" || token === "NOT" || token === "AND") continue;
      const not = next === "NOT" || /^[-−]/.test(token);
      const word = fold(token.replace(/^[-−]|\*$/g, ""));
      const { scores, begins } = await this.find(word, token.endsWith("*"));
      said.push((not ? this.dataset.without + " " : next === "OR" ? this.dataset.or + " " : "") + word + (begins ? " " + this.dataset.begin : ""));
      if (not) for (const number of scores.keys()) refused.add(number);
      else if (next === "OR" && either) for (const [n, s] of scores) either.set(n, (either.get(n) ?? 0) + s);
      else {
        all = both(all, either);
        either = scores;
      }
      next = "";
    }
    const found = both(all, either) ?? new Map();
    const ranked = [...found].filter(([n]) => !refused.has(n)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const phrase = /["“«]/.test(query) ? " " + this.dataset.phrase : "";
    this.say(`${this.dataset.did} ${said.join(", ")}.${phrase} ` + (ranked.length ? `${this.dataset.found} ${ranked.length}.` : this.dataset.none));
    const list = document.createElement("ol");
    list.className = "results";
    this.append(list);
    await this.show(list, ranked.map(([number]) => number));
  }
  async find(word, open) {
    const { first } = globalThis.herewithIndex;
    const scores = new Map();
    const add = (posting) => {
      let number = 0;
      for (const one of posting) if (typeof one === "number") {
        number += one >> 3;
        scores.set(number, (scores.get(number) ?? 0) + (one & 7));
      }
    };
    const exact = open ? null : (await this.list(word))?.[word];
    if (exact) {
      add(exact);
      for (const stem of exact) if (typeof stem === "string") add((await this.list(stem))[stem] ?? []);
      return { scores, begins: false };
    }
    for (let n = Math.max(0, first.findLastIndex((f) => f <= word)); n < first.length && (first[n] <= word || first[n].startsWith(word)); n++)
      for (const [form, posting] of Object.entries(await this.words(n)))
        if (form.startsWith(word)) {
          add(posting);
          for (const stem of posting) if (typeof stem === "string" && !stem.startsWith(word)) add((await this.list(stem))[stem] ?? []);
        }
    return { scores, begins: true };
  }
  async list(word) {
    const n = globalThis.herewithIndex.first.findLastIndex((f) => f <= word);
    return n < 0 ? null : this.words(n);
  }
  async words(n) {
    if (!globalThis.herewithWords?.[n]) await this.file(`words-${n}.js`);
    return globalThis.herewithWords[n];
  }
  async show(list, numbers) {
    const { block } = globalThis.herewithIndex;
    const base = this.dataset.pages.replace(/index\.html$/, "");
    for (const number of numbers.slice(0, 20)) {
      const n = Math.floor(number / block);
      if (!globalThis.herewithDocuments?.[n]) await this.file(`documents-${n}.js`);
      const [address, title, date, language] = globalThis.herewithDocuments[n][number % block];
      const entry = document.createElement("li");
      const head = document.createElement("h2");
      const link = document.createElement("a");
      link.href = base + address.split("/").map(encodeURIComponent).join("/");
      link.textContent = title;
      link.dir = "auto";
      head.append(link);
      const line = document.createElement("p");
      line.className = "small";
      line.textContent = [date, language].filter(Boolean).join(" · ");
      entry.append(head, line);
      list.append(entry);
    }
    const rest = numbers.slice(20);
    if (!rest.length) return;
    const more = document.createElement("button");
    more.textContent = this.dataset.more;
    more.addEventListener("click", () => {
      more.remove();
      this.show(list, rest);
    });
    this.append(more);
  }
  say(text) {
    const line = document.createElement("p");
    line.className = "did";
    line.setAttribute("role", "status");
    line.textContent = text;
    this.replaceChildren(line);
  }
}

const both = (a, b) => (a && b ? new Map([...b].filter(([n]) => a.has(n)).map(([n, s]) => [n, s + a.get(n)])) : (b ?? a));

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
