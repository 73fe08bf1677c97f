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

// Search where no server answers: loads the word lists that the words asked for begin with.
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
  async answer(query) {
    const words = fold(query).match(/[\p{L}\p{N}_]+/gu) ?? [];
    await load(this.dataset.index);
    const { documents, shards } = globalThis.herewithIndex;
    let found = null;
    for (const word of words) {
      const shard = word.codePointAt(0).toString(16);
      const scores = new Map();
      if (shards.includes(shard)) {
        await load(this.dataset.index.replace(/index\.js$/, `words-${shard}.js`));
        for (const [form, places] of Object.entries(globalThis.herewithWords[shard])) {
          if (!form.startsWith(word)) continue;
          for (let n = 0; n < places.length; n += 2)
            scores.set(places[n], (scores.get(places[n]) ?? 0) + places[n + 1]);
        }
      }
      found = found === null ? scores : new Map([...found].filter(([d]) => scores.has(d)).map(([d, s]) => [d, s + scores.get(d)]));
    }
    const ranked = [...(found ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    this.say(`${this.dataset.did} ${words.join(" ")}. ` + (ranked.length ? `${this.dataset.found} ${ranked.length}.` : this.dataset.none));
    const list = document.createElement("ol");
    list.className = "results";
    const base = this.dataset.pages.replace(/index\.html$/, "");
    for (const [number] of ranked) {
      const [address, title, date, language] = documents[number];
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
    this.append(list);
  }
  say(text) {
    const line = document.createElement("p");
    line.className = "did";
    line.setAttribute("role", "status");
    line.textContent = text;
    this.replaceChildren(line);
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
