/* The lines of a log by number: read by range, or as they come live; only those in use are kept. */

const BLOCK = 500;
const KEPT = 60;

/** Events: "grow" (new lines), "arrive" (lines asked for), "link" (connection changed), "end" (no line will follow). */
export class Lines extends EventTarget {

  constructor(src) {
    super();
    this.src = src;
    this.count = 0;
    this.closed = false;
    this.expired = false;
    this.sections = [];
    this.blocks = new Map();
    this.asked = new Set();
    this.link = 'opening';
    this.retries = 0;
  }

  /** Reads how long the log is and who wrote what; then follows it while it grows. */
  async open() {
    try {
      const outline = await this.json(this.src + '/outline');
      this.count = outline.lines;
      this.closed = outline.closed;
      this.expired = outline.expired;
      this.sections = outline.sections;
      this.retries = 0;
      if (this.closed) this.say('ended'); else this.follow();
      this.dispatchEvent(new Event('grow'));
    } catch (failure) {
      this.say('lost');
      this.again(() => this.open());
    }
  }

  close() {
    this.gone = true;
    this.feed?.close();
    clearTimeout(this.timer);
  }

  /** The line, or undefined while it is on its way. */
  line(number) {
    const key = Math.floor((number - 1) / BLOCK);
    const block = this.blocks.get(key);
    if (block) {
      this.blocks.delete(key);
      this.blocks.set(key, block);
    }
    const line = block?.[(number - 1) % BLOCK];
    if (!line && number <= this.count && !this.expired) this.ask(key);
    return line;
  }

  /** All lines of a range, in order. */
  async range(first, last) {
    const lines = [];
    while (first <= last) {
      const answer = await this.json(`${this.src}?from=${first}&count=${Math.min(5000, last - first + 1)}`);
      const got = unroll(answer.runs);
      if (got.length === 0) break;
      lines.push(...got.filter((line) => line.number <= last));
      first = got[got.length - 1].number + 1;
    }
    return lines;
  }

  search(text, after) {
    return this.json(`${this.src}?q=${encodeURIComponent(text)}&after=${after}`);
  }

  async ask(key) {
    if (this.asked.has(key)) return;
    this.asked.add(key);
    try {
      const answer = await this.json(`${this.src}?from=${key * BLOCK + 1}&count=${BLOCK}`);
      this.keep(unroll(answer.runs));
      this.dispatchEvent(new Event('arrive'));
    } catch (failure) {
      this.again(() => this.dispatchEvent(new Event('arrive')));
    } finally {
      this.asked.delete(key);
    }
  }

  keep(lines) {
    for (const line of lines) {
      const key = Math.floor((line.number - 1) / BLOCK);
      let block = this.blocks.get(key);
      if (!block) this.blocks.set(key, block = []);
      block[(line.number - 1) % BLOCK] = line;
    }
    for (const oldest of this.blocks.keys()) {
      if (this.blocks.size <= KEPT) break;
      this.blocks.delete(oldest);
    }
  }

  follow() {
    // The browser sends the id of the last event when it connects again by itself; this is for the first time.
    const feed = this.feed = new EventSource(`${this.src}?after=${this.count}`);
    feed.onopen = () => {
      const back = this.link === 'lost';
      this.retries = 0;
      this.say(back ? 'resumed' : 'live');
    };
    feed.onmessage = (event) => this.grow(unroll(JSON.parse(event.data)));
    feed.addEventListener('end', () => {
      feed.close();
      this.closed = true;
      this.say('ended');
      this.dispatchEvent(new Event('end'));
    });
    feed.onerror = () => {
      this.say('lost');
      if (feed.readyState === EventSource.CLOSED) this.again(() => this.follow());
    };
  }

  grow(lines) {
    const fresh = lines.filter((line) => line.number > this.count);
    for (const line of fresh) {
      const latest = this.sections[this.sections.length - 1];
      if (latest && latest.source === line.source) latest.last = line.number;
      else this.sections.push({ source: line.source, first: line.number, last: line.number });
    }
    this.keep(fresh);
    if (fresh.length > 0) this.count = fresh[fresh.length - 1].number;
    this.dispatchEvent(new Event('grow'));
  }

  say(link) {
    this.link = link;
    this.dispatchEvent(new Event('link'));
  }

  again(action) {
    if (this.gone) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(action, Math.min(15000, 500 * 2 ** this.retries++));
  }

  async json(url) {
    const answer = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }
}

function unroll(runs) {
  const lines = [];
  for (const [first, at, source, ...texts] of runs) {
    texts.forEach((text, i) => lines.push({ number: first + i, at, source, text }));
  }
  return lines;
}
