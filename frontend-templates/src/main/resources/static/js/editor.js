/*
 * Makes <textarea data-editor> an editor: line numbers, problem marks from #problems, Tab and Enter that indent, and a
 * word before the page is left with text that is not saved. Without this script the text area works as it is.
 */
(() => {
  'use strict'

  const enhance = text => {
    const frame = document.createElement('div')
    frame.className = 'editor'
    const gutter = document.createElement('div')
    gutter.className = 'gutter'
    gutter.setAttribute('aria-hidden', 'true')
    text.replaceWith(frame)
    frame.append(gutter, text)

    const problems = document.getElementById('problems')
    let lines = 0
    const number = () => {
      const count = text.value.split('\n').length
      while (lines < count) {
        const cell = document.createElement('span')
        cell.textContent = String(++lines)
        gutter.append(cell)
      }
      while (lines > count) { gutter.lastChild.remove(); lines-- }
    }
    const mark = () => {
      gutter.querySelectorAll('.bad').forEach(cell => { cell.className = ''; cell.removeAttribute('title') })
      problems?.querySelectorAll('[data-line]').forEach(item => {
        const cell = gutter.children[Number(item.dataset.line) - 1]
        if (!cell) return
        cell.className = 'bad'
        cell.title = cell.title ? `${cell.title}\n${item.dataset.rule}` : item.dataset.rule
      })
      text.setAttribute('aria-invalid', String(Boolean(problems?.querySelector('[data-line]'))))
    }
    const follow = () => { gutter.scrollTop = text.scrollTop }
    const go = (line, column) => {
      const before = text.value.split('\n').slice(0, line - 1).join('\n')
      const at = Math.min(text.value.length, before.length + (line > 1 ? 1 : 0) + column - 1)
      text.focus()
      text.setSelectionRange(at, at)
      const height = text.scrollHeight / Math.max(1, text.value.split('\n').length)
      text.scrollTop = Math.max(0, (line - 5) * height)
      follow()
    }

    // execCommand keeps the browser's own undo, which setting the value would lose
    const insert = string => { if (!document.execCommand('insertText', false, string)) text.setRangeText(string, text.selectionStart, text.selectionEnd, 'end') }
    let leaving = false
    text.addEventListener('keydown', event => {
      if (event.key === 'Escape') { leaving = true; return }
      if (event.key === 'Tab' && !leaving && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault()
        indent(event.shiftKey)
      } else if (event.key === 'Enter' && !event.isComposing && !event.ctrlKey && !event.metaKey) {
        const line = text.value.slice(text.value.lastIndexOf('\n', text.selectionStart - 1) + 1, text.selectionStart)
        const depth = line.match(/^ */)[0] + (/:\s*$/.test(line) ? '  ' : '')
        event.preventDefault()
        insert('\n' + depth)
      } else if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault()
        text.form.requestSubmit(document.querySelector('button[form="definition"][value="preview"]'))
      }
      if (event.key !== 'Shift') leaving = false
    })
    const indent = back => {
      const { selectionStart: from, selectionEnd: to, value } = text
      if (from === to && !back) return insert(' '.repeat(2 - (from - (value.lastIndexOf('\n', from - 1) + 1)) % 2))
      const start = value.lastIndexOf('\n', from - 1) + 1
      const block = value.slice(start, to)
      const moved = block.split('\n').map(line => back ? line.replace(/^ {1,2}/, '') : '  ' + line).join('\n')
      text.setSelectionRange(start, to)
      insert(moved)
      text.setSelectionRange(from === to ? Math.max(start, from + moved.length - block.length) : start, start + moved.length - (from === to ? value.slice(from, to).length : 0))
    }

    // what was typed is never lost without a word: neither by leaving the page nor by a session that ended
    const begun = text.defaultValue
    const key = `slipway-draft:${location.pathname}`
    let sending = false
    text.form?.addEventListener('submit', () => { sending = true })
    window.addEventListener('beforeunload', event => {
      if (!sending && (text.value !== begun || text.dataset.unsaved === 'true')) event.preventDefault()
    })
    const keep = () => {
      try {
        if (text.value === begun) sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, text.value)
      } catch { /* a browser that keeps nothing still has the warning above */ }
    }
    const offer = () => {
      const draft = sessionStorage.getItem(key)
      if (draft === null || draft === text.value || document.querySelector('.note.ok')) return sessionStorage.removeItem(key)
      const note = document.createElement('p')
      note.className = 'hint'
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'link'
      button.textContent = 'Bring it back'
      button.addEventListener('click', () => {
        text.focus()
        text.select()
        insert(draft)
        note.remove()
      })
      note.append('There is text of yours that was not saved. ', button)
      frame.before(note)
    }

    text.addEventListener('input', () => { number(); keep() })
    text.addEventListener('scroll', follow, { passive: true })
    problems?.addEventListener('click', event => {
      const item = event.target.closest('.at')?.closest('[data-line]')
      if (!item) return
      event.preventDefault()
      go(Number(item.dataset.line), Number(item.dataset.column))
    })
    document.addEventListener('htmx:afterSwap', event => { if (event.detail.target === problems) mark() })
    number()
    mark()
    // typed before the scripts were there, or put back by the browser after a reload: nobody heard it
    document.addEventListener('DOMContentLoaded', () => {
      if (text.value !== begun) text.dispatchEvent(new Event('typed'))
    })
    try { offer() } catch { /* no storage, no draft */ }
  }

  document.querySelectorAll('textarea[data-editor]').forEach(enhance)
})()
