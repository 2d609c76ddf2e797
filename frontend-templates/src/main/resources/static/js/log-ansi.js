/* Terminal colours as classes: f0..f255 in front, b0..b255 behind, a1 bold, a2 faint, a3 italic, a4 underlined, a9 struck. */

const SEQUENCE = /\x1b\[([\d;:]*)m|\x1b\[[\d;?]*[ -/]*[@-ln-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]|[\x00-\x08\x0b-\x1f\x7f]/g;

/** The text as it would be read, without colours and cursor movements. */
export function plain(text) {
  return visible(text).replace(SEQUENCE, '');
}

/** Appends the text to the element, a span for each stretch of one colour. */
export function paint(element, text) {
  const shown = visible(text);
  if (shown.indexOf('\x1b') < 0) {
    element.append(shown.replace(SEQUENCE, ''));
    return;
  }
  const style = { front: null, back: null, marks: new Set(), inverse: false };
  let from = 0;
  for (const found of shown.matchAll(SEQUENCE)) {
    append(element, shown.slice(from, found.index), style);
    from = found.index + found[0].length;
    if (found[1] !== undefined) apply(style, found[1]);
  }
  append(element, shown.slice(from), style);
}

/** A carriage return begins the line anew: progress bars leave their last state. */
function visible(text) {
  if (text.indexOf('\r') < 0) return text;
  return text.split('\r').filter((part) => part !== '').pop() ?? '';
}

function append(element, text, style) {
  if (text === '') return;
  const names = [...style.marks].map((mark) => 'a' + mark);
  const front = style.inverse ? style.back ?? 0 : style.front;
  const back = style.inverse ? style.front ?? 7 : style.back;
  if (front !== null) names.push('f' + front);
  if (back !== null) names.push('b' + back);
  if (names.length === 0) {
    element.append(text);
    return;
  }
  const span = document.createElement('span');
  span.className = names.join(' ');
  span.textContent = text;
  element.append(span);
}

function apply(style, codes) {
  const list = codes.split(/[;:]/).map(Number);
  for (let i = 0; i < list.length; i++) {
    const code = list[i];
    if (code === 0) reset(style);
    else if (code === 7) style.inverse = true;
    else if (code === 27) style.inverse = false;
    else if ([1, 2, 3, 4, 9].includes(code)) style.marks.add(code);
    else if (code === 22) { style.marks.delete(1); style.marks.delete(2); }
    else if ([23, 24, 29].includes(code)) style.marks.delete(code - 20);
    else if (code >= 30 && code <= 37) style.front = code - 30;
    else if (code >= 90 && code <= 97) style.front = code - 82;
    else if (code >= 40 && code <= 47) style.back = code - 40;
    else if (code >= 100 && code <= 107) style.back = code - 92;
    else if (code === 39) style.front = null;
    else if (code === 49) style.back = null;
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(list, i + 1);
      if (code === 38) style.front = colour; else style.back = colour;
      i += used;
    }
  }
}

function reset(style) {
  style.front = style.back = null;
  style.inverse = false;
  style.marks.clear();
}

/** One of 256 colours; one of 16 million becomes the nearest of the 6 x 6 x 6 cube. */
function extended(list, at) {
  if (list[at] === 5) return [list[at + 1] & 255, 2];
  if (list[at] !== 2) return [null, 1];
  const [red, green, blue] = list.slice(at + 1, at + 4).map((part) => Math.round(((part || 0) / 255) * 5));
  return [16 + 36 * red + 6 * green + blue, 4];
}
