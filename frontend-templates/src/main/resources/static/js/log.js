/*
 * <slipway-log src="/api/v1/jobs/7/log" label="#128">: a job's log of any length. Only the rows in sight are in the page;
 * the rest is read when it is scrolled to. Keys, while the log has the focus: f follow, w wrap, t times, / search,
 * n and Shift+n next and previous match, j and k mark the next and previous line, Home and End.
 */
import { paint, plain } from './log-ansi.js';
import { Lines } from './log-lines.js';
import { Rows } from './log-rows.js';

const ROW = 20;
const MARGIN = 30;
/** Browsers draw nothing below some 17 million pixels. */
const TALLEST = 8_000_000;
const HASH = /^#L(\d+)(?:-L?(\d+))?$/;
const NUMBER = new Intl.NumberFormat('en');
const COPIED = 5000;

class SlipwayLog extends HTMLElement {

  connectedCallback() {
    if (this.lines) {
      // Moved within the page, for example by htmx: goes on where it was.
      this.lines.close();
    }
    this.src = this.getAttribute('src');
    this.rows = new Rows();
    this.shown = new Map();
    this.mark = this.markOf(location.hash);
    this.following = this.mark === null;
    this.unseen = 0;
    this.finds = { text: '', numbers: [], at: -1, more: false };
    this.build();
    this.lines = new Lines(this.src);
    this.lines.addEventListener('grow', () => this.grown());
    this.lines.addEventListener('arrive', () => this.later());
    this.lines.addEventListener('link', () => this.tellLink());
    this.lines.addEventListener('end', () => { this.tell('The log has ended'); this.later(); });
    this.onHash = () => this.goToHash();
    this.onStep = (event) => {
      const step = event.target.closest?.('[data-log-step]');
      if (step) this.showStep(step.dataset.logStep);
    };
    addEventListener('hashchange', this.onHash);
    document.addEventListener('click', this.onStep);
    this.resized = new ResizeObserver(() => this.later());
    this.resized.observe(this.view);
    this.lines.open();
  }

  disconnectedCallback() {
    this.lines.close();
    this.resized.disconnect();
    removeEventListener('hashchange', this.onHash);
    document.removeEventListener('click', this.onStep);
  }

  build() {
    const label = this.getAttribute('label') ?? '';
    this.replaceChildren();
    this.insertAdjacentHTML('beforeend', `
      <div class="bar2" role="toolbar" aria-label="Log">
        <b class="log-title"></b><span class="log-count"></span>
        <button type="button" class="log-state" data-do="follow" aria-pressed="false"></button>
        <span class="log-gap"></span>
        <form class="log-find" role="search">
          <input type="search" aria-label="Search the log" placeholder="search" autocomplete="off" spellcheck="false">
          <span class="log-found" role="status"></span>
          <button type="button" data-do="previous" aria-label="Previous match" hidden>↑</button>
          <button type="button" data-do="next" aria-label="Next match" hidden>↓</button>
        </form>
        <label class="log-steps" hidden><span class="sr">Step</span><select aria-label="Step"><option value="">all steps</option></select></label>
        <button type="button" data-do="fold" aria-pressed="false">fold</button>
        <button type="button" data-do="times" aria-pressed="false">timestamps</button>
        <button type="button" data-do="wrap" aria-pressed="false">wrap</button>
        <button type="button" data-do="copy">copy</button>
        <button type="button" data-do="link" hidden>copy link</button>
        <a class="log-download" download>download</a>
      </div>
      <p class="log-note" role="status" hidden></p>
      <div class="log-view" role="log" aria-live="off" tabindex="0">
        <div class="log-height"><div class="log-rows"></div></div>
        <p class="log-empty" hidden></p>
      </div>
      <p class="sr" role="status" aria-live="polite"></p>`);
    const part = (selector) => this.querySelector(selector);
    this.view = part('.log-view');
    this.heightBox = part('.log-height');
    this.box = part('.log-rows');
    this.empty = part('.log-empty');
    this.note = part('.log-note');
    this.spoken = this.lastElementChild;
    this.counter = part('.log-count');
    this.state = part('.log-state');
    this.input = part('.log-find input');
    this.found = part('.log-found');
    this.steps = part('.log-steps');
    part('.log-title').textContent = label === '' ? 'Log' : 'Log ' + label;
    this.view.setAttribute('aria-label', 'Log ' + label);
    part('.log-download').href = this.src + '?download=true';

    this.view.addEventListener('scroll', () => this.scrolled(), { passive: true });
    this.view.addEventListener('wheel', (event) => { if (event.deltaY < 0) this.pause(); }, { passive: true });
    this.view.addEventListener('keydown', (event) => this.key(event));
    this.addEventListener('click', (event) => this.clicked(event));
    part('.log-find').addEventListener('submit', (event) => { event.preventDefault(); this.step(1); });
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') { event.preventDefault(); this.step(event.shiftKey ? -1 : 1); }
      if (event.key === 'Escape') { this.input.value = ''; this.forget(); this.view.focus(); }
    });
    this.input.addEventListener('input', () => { if (this.input.value === '') this.forget(); });
    this.steps.querySelector('select').addEventListener('change', (event) => this.showStep(event.target.value));
  }

  /* What is known has changed. */

  grown() {
    const before = this.known ?? 0;
    this.known = this.lines.count;
    this.rows.arrange(this.lines.sections);
    this.nameSteps();
    if (before > 0 && !this.following) this.unseen += this.known - before;
    if (this.first !== true) {
      this.first = true;
      // How it ended is what people look for first.
      this.atEnd = this.lines.closed && this.mark === null;
      if (this.lines.closed) this.following = false;
      if (this.mark) { this.goToHash(); return; }
    }
    this.later();
  }

  nameSteps() {
    const names = new Set(this.lines.sections.map((section) => section.source));
    const select = this.steps.querySelector('select');
    if (names.size === select.options.length - 1) return;
    for (const option of [...select.options].slice(1)) names.delete(option.value);
    for (const name of names) select.add(new Option(name, name));
    this.steps.hidden = select.options.length < 3;
  }

  /** Draws once before the next frame, however much happens until then. */
  later() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      if (this.isConnected) this.draw();
    });
  }

  draw() {
    const count = this.rows.count;
    this.tellState();
    this.empty.hidden = this.lines.count > 0 && !this.lines.expired;
    this.empty.textContent = this.lines.expired
      ? `The ${NUMBER.format(this.lines.count)} lines of this log were removed after the time logs are kept.`
      : this.lines.closed ? 'This job has printed nothing.' : 'Nothing printed yet; lines appear here as they are written.';
    const wanted = Math.min(TALLEST, count * ROW);
    this.stretch(wanted);
    const height = this.view.clientHeight;
    if (this.following || this.atEnd) this.view.scrollTop = wanted;
    this.atEnd = false;
    const most = Math.max(0, wanted - height);
    const top = Math.min(this.view.scrollTop, most);
    const atEnd = most - top < 2;
    const inSight = Math.ceil(height / ROW);
    // Rows are taller than ROW when lines wrap, so that the place is kept by row, not by pixel.
    const place = atEnd ? Math.max(0, count - inSight) : most === 0 ? 0 : (top / most) * Math.max(0, count - height / ROW);
    const from = Math.max(0, Math.floor(place) - MARGIN);
    const to = Math.min(count, from + Math.min(540, inSight + 2 * MARGIN));
    this.fill(from, to);
    let offset;
    if (atEnd && count > 0 && to === count) {
      offset = Math.max(0, top + Math.min(height, wanted) - this.box.offsetHeight);
    } else {
      const row = this.box.children[Math.floor(place) - from];
      offset = row ? top - row.offsetTop - (place % 1) * row.offsetHeight : 0;
    }
    this.box.style.transform = `translateY(${offset}px)`;
    this.light();
  }

  /** A short log takes only the room it needs; the style sheet says how much a long one gets. */
  stretch(tall) {
    if (this.tall === tall) return;
    this.tall = tall;
    this.heightBox.style.height = tall + 'px';
    this.view.style.height = Math.max(8 * ROW, tall + ROW) + 'px';
  }

  /** Puts the rows from..to into the page, leaving those that are there alone: they may be selected. */
  fill(from, to) {
    const wanted = new Map();
    for (let i = from; i < to; i++) {
      const row = this.rows.at(i);
      wanted.set(row.key, row);
    }
    for (const [key, element] of this.shown) {
      if (!wanted.has(key)) { element.remove(); this.shown.delete(key); }
    }
    let next = this.box.firstElementChild;
    for (const [key, row] of wanted) {
      let element = this.shown.get(key);
      const line = row.number && this.lines.line(row.number);
      const version = row.part ? `${row.part.folded} ${row.part.section.last}` : line ? 'line' : 'wait';
      if (!element || element.dataset.version !== version) {
        const fresh = row.part ? this.heading(row.part) : this.lineRow(row.number, line);
        fresh.dataset.version = version;
        if (element) { if (element === next) next = fresh; element.replaceWith(fresh); }
        element = fresh;
        this.shown.set(key, fresh);
      }
      if (element === next) next = next.nextElementSibling;
      else this.box.insertBefore(element, next);
      if (row.number) this.dress(element, row.number);
    }
  }

  heading({ section, folded }) {
    const row = document.createElement('div');
    row.className = 'log-row log-step';
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.fold = section.first;
    button.setAttribute('aria-expanded', String(!folded));
    const count = section.last - section.first + 1;
    button.textContent = `${section.source} `;
    const small = document.createElement('small');
    small.textContent = count === 1 ? '1 line' : `${NUMBER.format(count)} lines`;
    button.append(small);
    row.append(button);
    return row;
  }

  lineRow(number, line) {
    const row = document.createElement('div');
    row.className = line ? 'log-row' : 'log-row log-wait';
    const link = document.createElement('a');
    link.className = 'log-n';
    link.href = '#L' + number;
    link.textContent = number;
    link.tabIndex = -1;
    const text = document.createElement('span');
    text.className = 'log-t';
    if (line) {
      const time = document.createElement('time');
      const at = new Date(line.at);
      time.dateTime = at.toISOString();
      time.textContent = at.toLocaleTimeString('en-GB') + '.' + String(at.getMilliseconds()).padStart(3, '0');
      row.append(link, time);
      if (this.rows.flat) {
        const source = document.createElement('span');
        source.className = 'log-source';
        source.textContent = line.source;
        row.append(source);
      }
      paint(text, line.text);
      row.append(text);
    } else {
      text.textContent = '…';
      row.append(link, text);
    }
    return row;
  }

  dress(element, number) {
    const marked = this.mark !== null && number >= this.mark.first && number <= this.mark.last;
    element.classList.toggle('log-marked', marked);
    element.classList.toggle('log-hit', this.hits?.has(number) ?? false);
    element.classList.toggle('log-current', this.finds.numbers[this.finds.at] === number);
  }

  /** Highlights the matches within the rows in sight, where the browser can without touching them. */
  light() {
    if (!window.CSS?.highlights) return;
    const ranges = [];
    const wanted = this.finds.text.toLowerCase();
    if (wanted !== '') {
      for (const row of this.box.querySelectorAll('.log-hit .log-t')) {
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.data.toLowerCase();
          for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
            const range = new Range();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, Math.min(at + wanted.length, walker.currentNode.length));
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set('log-match', new Highlight(...ranges));
  }

  /* Where we are. */

  scrolled() {
    const rest = this.view.scrollHeight - this.view.clientHeight - this.view.scrollTop;
    if (this.following && rest > ROW * 2) this.pause();
    else if (!this.following && rest < 2 && !this.lines.closed) this.resume();
    this.later();
  }

  pause() {
    if (!this.following || this.lines.closed) return;
    this.following = false;
    this.unseen = 0;
    this.later();
  }

  resume() {
    this.following = true;
    this.unseen = 0;
    this.later();
  }

  goToRow(index, focus) {
    const height = this.view.clientHeight;
    const most = Math.max(0, Math.min(TALLEST, this.rows.count * ROW) - height);
    const place = Math.max(0, index - height / ROW / 3);
    const rest = Math.max(1, this.rows.count - height / ROW);
    this.following = false;
    this.stretch(Math.min(TALLEST, this.rows.count * ROW));
    this.view.scrollTop = Math.min(most, (place / rest) * most);
    if (focus) this.view.focus({ preventScroll: true });
    this.later();
  }

  goToLine(number) {
    let index = this.rows.of(number, this.lines.sections);
    if (index < 0 && this.rows.step !== '') {
      this.showStep('');
      index = this.rows.of(number, this.lines.sections);
    }
    if (index >= 0) this.goToRow(index);
  }

  markOf(hash) {
    const found = HASH.exec(hash);
    if (!found) return null;
    const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])].sort((a, b) => a - b);
    return { first, last };
  }

  goToHash() {
    this.mark = this.markOf(location.hash);
    this.querySelector('[data-do=link]').hidden = this.mark === null;
    if (this.mark && this.lines.count > 0) {
      this.goToLine(Math.min(this.mark.first, this.lines.count));
      this.view.scrollIntoView({ block: 'nearest' });
    }
    this.later();
  }

  setMark(first, last) {
    this.mark = { first: Math.min(first, last), last: Math.max(first, last) };
    this.anchor = first;
    const hash = `#L${this.mark.first}` + (this.mark.first === this.mark.last ? '' : `-L${this.mark.last}`);
    history.replaceState(history.state, '', hash);
    this.querySelector('[data-do=link]').hidden = false;
    this.later();
  }

  showStep(step) {
    const select = this.steps.querySelector('select');
    const known = step === '' || this.lines.sections.some((section) => section.source === step);
    this.rows.step = known ? step : '';
    select.value = this.rows.step;
    this.rows.arrange(this.lines.sections);
    if (!known) this.tell(`${step} has printed nothing yet`);
    if (!this.following) this.goToRow(0);
    this.later();
  }

  /* What people do. */

  clicked(event) {
    const number = event.target.closest('.log-n');
    if (number) {
      event.preventDefault();
      const clicked = Number(number.textContent);
      this.pause();
      this.setMark(event.shiftKey && this.mark ? this.anchor ?? this.mark.first : clicked, clicked);
      return;
    }
    const heading = event.target.closest('[data-fold]');
    if (heading) {
      this.pause();
      this.rows.toggle({ first: Number(heading.dataset.fold) });
      this.rows.arrange(this.lines.sections);
      this.later();
      return;
    }
    const button = event.target.closest('[data-do]');
    if (button) this.act(button.dataset.do);
  }

  act(what) {
    switch (what) {
      case 'follow': if (this.following) this.pause(); else this.resume(); break;
      case 'times': case 'wrap': this.press(what, this.classList.toggle('log-' + what)); this.later(); break;
      case 'fold': {
        const fold = this.rows.folded.size === 0;
        this.rows.foldAll(this.lines.sections, fold);
        this.press('fold', fold);
        this.rows.arrange(this.lines.sections);
        if (fold) this.pause();
        this.later();
        break;
      }
      case 'copy': this.copy(); break;
      case 'link': this.write(location.href, 'Link copied'); break;
      case 'next': this.step(1); break;
      case 'previous': this.step(-1); break;
    }
  }

  press(what, pressed) {
    this.querySelector(`[data-do=${what}]`).setAttribute('aria-pressed', String(pressed));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = {
      f: () => this.act('follow'), w: () => this.act('wrap'), t: () => this.act('times'), '/': () => this.input.focus(),
      n: () => this.step(1), N: () => this.step(-1), j: () => this.move(1), k: () => this.move(-1),
      Home: () => { this.pause(); this.goToRow(0); }, End: () => this.lines.closed ? this.goToRow(this.rows.count) : this.resume(),
    };
    const action = actions[event.key];
    if (!action) {
      if (['ArrowUp', 'PageUp'].includes(event.key)) this.pause();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  /** Marks the line before or after the marked one, or one in sight. */
  move(by) {
    const inSight = Number([...this.box.querySelectorAll('.log-n')]
      .find((link) => link.getBoundingClientRect().top >= this.view.getBoundingClientRect().top)?.textContent ?? 1);
    const number = Math.min(this.lines.count, Math.max(1, this.mark ? this.mark.last + by : inSight));
    if (this.lines.count === 0) return;
    this.pause();
    this.setMark(number, number);
    const row = this.shown.get(number);
    const bounds = this.view.getBoundingClientRect();
    const place = row?.getBoundingClientRect();
    if (!place || place.top < bounds.top || place.bottom > bounds.bottom) this.goToLine(number);
    this.tell(`Line ${number}: ${plain(this.lines.line(number)?.text ?? '')}`);
  }

  async step(by) {
    const text = this.input.value;
    if (text === '') return;
    if (text !== this.finds.text) {
      this.found.textContent = 'searching…';
      this.finds = { text, numbers: [], at: -1, more: true };
      this.hits = new Set();
      await this.moreMatches();
      if (text !== this.finds.text) return;
      // Begins at what is in sight, not at the top.
      const top = Number(this.box.querySelector('.log-n')?.textContent ?? 0);
      const near = this.finds.numbers.findIndex((number) => number >= top + MARGIN);
      this.finds.at = near < 0 ? this.finds.numbers.length - 1 : near;
    } else {
      if (by > 0 && this.finds.at >= this.finds.numbers.length - 1) await this.moreMatches();
      const size = this.finds.numbers.length;
      if (size > 0) this.finds.at = (this.finds.at + by + size) % size;
    }
    this.tellMatches();
    if (this.finds.at >= 0) {
      this.pause();
      this.goToLine(this.finds.numbers[this.finds.at]);
    }
  }

  /** Reads on after the last match known: a log that grows has more of them later. */
  async moreMatches() {
    if (!this.finds.more && this.lines.closed) return;
    const known = this.finds;
    try {
      const answer = await this.lines.search(known.text, known.numbers[known.numbers.length - 1] ?? 0);
      known.numbers.push(...answer.lines);
      known.more = answer.more;
      answer.lines.forEach((number) => this.hits.add(number));
    } catch (failure) {
      this.found.textContent = 'search failed, try again';
    }
  }

  forget() {
    this.finds = { text: '', numbers: [], at: -1, more: false };
    this.hits = new Set();
    this.found.textContent = '';
    for (const name of ['next', 'previous']) this.querySelector(`[data-do=${name}]`).hidden = true;
    this.later();
  }

  tellMatches() {
    const { numbers, at, more } = this.finds;
    this.found.textContent = numbers.length === 0
      ? 'no match'
      : `${NUMBER.format(at + 1)} of ${NUMBER.format(numbers.length)}${more ? '+' : ''}`;
    for (const name of ['next', 'previous']) this.querySelector(`[data-do=${name}]`).hidden = numbers.length < 2;
  }

  async copy() {
    const last = this.mark ? Math.min(this.mark.last, this.lines.count) : this.lines.count;
    const first = Math.max(this.mark ? this.mark.first : 1, last - COPIED + 1);
    if (last < 1) return;
    try {
      const lines = await this.lines.range(first, last);
      await this.write(lines.map((line) => plain(line.text)).join('\n') + '\n',
        lines.length === 1 ? `Line ${first} copied` : `Lines ${NUMBER.format(first)} to ${NUMBER.format(last)} copied`);
    } catch (failure) {
      this.tell('Nothing copied: the lines could not be read', true);
    }
  }

  async write(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      this.tell(said, true);
    } catch (failure) {
      this.tell('The browser does not allow copying here', true);
    }
  }

  /* What people are told. */

  tellState() {
    const count = this.lines.count;
    this.counter.textContent = count === 1 ? '1 line' : `${NUMBER.format(count)} lines`;
    this.state.hidden = this.lines.closed;
    this.state.setAttribute('aria-pressed', String(this.following));
    this.state.textContent = this.following
      ? 'following'
      : this.unseen > 0 ? `paused · ${NUMBER.format(this.unseen)} new ↓` : 'paused';
  }

  tellLink() {
    const texts = {
      lost: 'Connection lost. Trying again; the log will go on where it stopped.',
      resumed: 'Connected again. No line was missed.',
    };
    const text = texts[this.lines.link] ?? '';
    this.dataset.link = this.lines.link;
    clearTimeout(this.noteTimer);
    this.note.hidden = text === '';
    this.note.textContent = text;
    if (this.lines.link === 'resumed') this.noteTimer = setTimeout(() => { this.note.hidden = true; }, 4000);
    this.later();
  }

  tell(text, show) {
    this.spoken.textContent = text;
    if (show) {
      this.note.hidden = false;
      this.note.textContent = text;
      clearTimeout(this.noteTimer);
      this.noteTimer = setTimeout(() => { this.note.hidden = true; }, 2500);
    }
  }
}

customElements.define('slipway-log', SlipwayLog);
