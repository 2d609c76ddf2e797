/* What stands below what: a heading for each step's stretch of lines, then its lines unless it is folded. */

/** Above this, steps ran side by side and headings would outnumber lines; the step is named on each line instead. */
const MOST_HEADINGS = 300;

export class Rows {

  constructor() {
    this.folded = new Set();
    this.step = '';
    this.arrange([]);
  }

  arrange(sections) {
    const chosen = this.step === '' ? sections : sections.filter((section) => section.source === this.step);
    this.flat = sections.length > MOST_HEADINGS;
    this.parts = [];
    let start = 0;
    for (const section of chosen) {
      const heading = this.flat ? 0 : 1;
      const folded = !this.flat && this.folded.has(section.first);
      const size = heading + (folded ? 0 : section.last - section.first + 1);
      this.parts.push({ section, start, size, heading, folded });
      start += size;
    }
    this.count = start;
  }

  /** The row at a place: a heading or a line. */
  at(index) {
    const part = this.parts[this.find((candidate) => candidate.start + candidate.size > index)];
    if (index - part.start < part.heading) return { key: 's' + part.section.first, part };
    const number = part.section.first + index - part.start - part.heading;
    return { key: number, number };
  }

  /** Where a line stands; unfolds its step if need be. -1 when another step is shown. */
  of(number, sections) {
    let part = this.parts[this.find((candidate) => candidate.section.last >= number)];
    if (!part || part.section.first > number) return -1;
    if (part.folded) {
      this.folded.delete(part.section.first);
      this.arrange(sections);
      part = this.parts[this.find((candidate) => candidate.section.last >= number)];
    }
    return part.start + part.heading + number - part.section.first;
  }

  toggle(section) {
    if (!this.folded.delete(section.first)) this.folded.add(section.first);
  }

  foldAll(sections, fold) {
    this.folded = new Set(fold ? sections.map((section) => section.first) : []);
  }

  find(wanted) {
    let low = 0;
    let high = this.parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted(this.parts[middle])) high = middle; else low = middle + 1;
    }
    return low;
  }
}
