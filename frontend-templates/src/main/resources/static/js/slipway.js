/*
 * What every page shares: the CSRF header, keys, theme, relative times, copying, dialogs, problems and live updates.
 * Works without eval and inline handlers; behaviour hangs on data attributes described in docs/pages.md.
 */
(() => {
  'use strict'
  const $ = (selector, root = document) => root.querySelector(selector)
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

  // ---- htmx: CSRF header
  document.addEventListener('htmx:configRequest', event => {
    const csrf = $('meta[name=csrf]')
    if (csrf && event.detail.verb !== 'get') event.detail.headers[csrf.dataset.header] = csrf.content
  })

  // ---- theme: auto, light, dark; kept in a cookie so that the server sends the right one
  const root = document.documentElement
  const showTheme = () => $$('[data-theme-choice]').forEach(button =>
    button.setAttribute('aria-pressed', String(button.dataset.themeChoice === (root.dataset.theme || 'auto'))))
  const setTheme = theme => {
    if (theme === 'auto') delete root.dataset.theme
    else root.dataset.theme = theme
    document.cookie = `slipway-theme=${theme};path=/;max-age=31536000;samesite=lax`
    showTheme()
  }

  // ---- times: <time datetime data-ago> says how long ago; <time datetime data-since [data-until]> how long it took
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
  const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
  let skew = 0
  const now = () => Date.now() + skew
  const ago = (at, base) => {
    const seconds = Math.round((base - at) / 1000)
    if (seconds < 0) return `in ${amount(-seconds)}`
    if (seconds < 5) return 'just now'
    if (seconds > 30 * 86400) {
      const date = new Date(at)
      return (date.getFullYear() === new Date(base).getFullYear() ? day : dayAndYear).format(date)
    }
    return `${amount(seconds)} ago`
  }
  const amount = seconds => seconds < 60 ? `${seconds} s`
    : seconds < 3600 ? `${Math.round(seconds / 60)} min`
    : seconds < 48 * 3600 ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 86400)} d`
  const clock = seconds => {
    const s = Math.max(0, Math.floor(seconds))
    const two = n => String(n).padStart(2, '0')
    return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}`
      : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
  }
  const tell = (time, base) => {
    const at = Date.parse(time.dateTime)
    if (Number.isNaN(at)) return
    if (!time.title) time.title = exact.format(at)
    const text = time.hasAttribute('data-since')
      ? clock(((time.dataset.until ? Date.parse(time.dataset.until) : base) - at) / 1000)
      : ago(at, base)
    if (time.textContent !== text) time.textContent = text
  }
  const tellAll = (scope = document) => {
    const base = now()
    if (scope.matches?.('time[data-ago], time[data-since]')) tell(scope, base)
    $$('time[data-ago], time[data-since]', scope).forEach(time => tell(time, base))
  }

  // ---- toasts: htmx.trigger(document.body, 'toast', {text, state}) or the answer header HX-Trigger: {"toast": ...}
  const toast = (text, state = 'ok') => {
    const box = $('#toasts')
    if (!box) return
    const item = document.createElement('div')
    item.className = 'toast'
    const glyph = document.createElement('span')
    glyph.className = `st ${state}`
    const words = document.createElement('span')
    words.textContent = text
    const close = document.createElement('button')
    close.className = 'link'
    close.textContent = 'Close'
    close.addEventListener('click', () => item.remove())
    item.append(glyph, words, close)
    box.append(item)
    if (state === 'ok') setTimeout(() => item.remove(), 6000)
  }
  document.addEventListener('toast', event => toast(event.detail.text ?? event.detail.value, event.detail.state))

  // ---- problems: an error answer is shown in the form that asked, and nothing typed is lost
  const clearProblems = form => {
    $$('[data-problem-shown]', form).forEach(node => node.remove())
    $$('[aria-invalid]', form).forEach(input => {
      input.removeAttribute('aria-invalid')
      const kept = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(id => !id.startsWith('wrong-')).join(' ')
      if (kept) input.setAttribute('aria-describedby', kept)
      else input.removeAttribute('aria-describedby')
    })
  }
  const showProblem = (source, html, status) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html')
    const problem = $('.problem', parsed)
    const form = source.closest('form')
    if (!problem) return toast(status ? `The portal answered ${status}. Nothing was changed on this page.` : html, 'bad')
    if (!form) return toast(problem.innerText.replace(/\s+/g, ' ').trim(), 'bad')
    const shown = document.importNode(problem, true)
    shown.setAttribute('role', 'alert')
    shown.dataset.problemShown = ''
    let first
    $$('[data-field]', shown).forEach((item, index) => {
      const input = form.elements.namedItem(item.dataset.field)
      const target = input instanceof RadioNodeList ? input[0] : input
      const field = target?.closest('.field, fieldset')
      if (!field) return
      const line = document.createElement('p')
      line.className = 'wrong'
      line.id = `wrong-${item.dataset.field.replace(/\W/g, '-')}-${index}`
      line.dataset.problemShown = ''
      const words = document.createElement('span')
      $('code', item)?.remove()
      const rule = item.firstElementChild
      if (rule && !/[.!?]$/.test(rule.textContent.trim())) rule.append('.')
      words.append(...item.childNodes)
      line.append(words)
      field.append(line)
      target.setAttribute('aria-invalid', 'true')
      target.setAttribute('aria-describedby', `${target.getAttribute('aria-describedby') ?? ''} ${line.id}`.trim())
      first ??= target
      item.remove()
    })
    const title = $('h2', shown)
    const detail = $('p', shown)
    if (status < 500 && title && detail) {
      title.textContent = detail.textContent
      detail.remove()
    }
    const place = $('[data-problems]', form)
    if (place) place.prepend(shown)
    else form.prepend(shown)
    if (first) first.focus()
    else shown.scrollIntoView({ block: 'nearest' })
  }
  document.addEventListener('htmx:beforeRequest', event => {
    const form = event.detail.elt.closest?.('form')
    if (form && event.detail.requestConfig.verb !== 'get') clearProblems(form)
  })
  document.addEventListener('change', event => {
    const form = event.target.closest?.('form')
    if (form?.querySelector('[data-problem-shown]')) clearProblems(form)
  })
  document.addEventListener('htmx:beforeSwap', event => {
    const { xhr, requestConfig } = event.detail // elt is what would be replaced, not what asked
    if (xhr.status < 400) return
    event.detail.shouldSwap = false
    event.detail.isError = false
    if (xhr.status === 401) return location.reload()
    showProblem(requestConfig.elt, xhr.responseText, xhr.status)
  })
  document.addEventListener('htmx:sendError', event => showProblem(event.detail.elt, 'The portal cannot be reached. Nothing was sent; try again in a moment.'))
  document.addEventListener('htmx:timeout', event => showProblem(event.detail.elt, 'The portal took too long to answer. Look at the page before you try again.'))

  // ---- one click, one request: a submit button rests while its form is on the way
  document.addEventListener('submit', event => {
    if (event.target.method === 'dialog' || event.defaultPrevented) return
    const button = event.submitter
    if (button && !event.target.hasAttribute('hx-post') && event.target.method === 'post')
      setTimeout(() => { button.disabled = true })
  })
  window.addEventListener('pageshow', event => {
    if (event.persisted) $$('form button:disabled').forEach(button => { button.disabled = false })
  })

  // ---- dialogs: an element with hx-target="#dialog-body" opens the shared dialog when its answer arrives
  document.addEventListener('htmx:afterSwap', event => {
    const dialog = event.detail.target?.closest?.('dialog')
    if (dialog && event.detail.target.id === 'dialog-body' && !dialog.open) dialog.showModal()
  })
  document.addEventListener('click', event => {
    const target = event.target.closest?.('[data-close], [data-open], [data-copy], [data-theme-choice], [data-fill]')
    if (event.target instanceof HTMLDialogElement && event.target.dataset.light !== undefined) event.target.close()
    if (!target) return
    if (target.matches('[data-close]')) {
      const dialog = target.closest('dialog')
      if (dialog) { event.preventDefault(); dialog.close() }
    } else if (target.matches('[data-open]')) {
      const dialog = document.getElementById(target.dataset.open)
      if (dialog) { event.preventDefault(); dialog.showModal() }
    } else if (target.matches('[data-theme-choice]')) setTheme(target.dataset.themeChoice)
    else if (target.matches('[data-copy]')) copy(target)
  })
  document.addEventListener('htmx:afterRequest', event => {
    const form = event.detail.elt.closest?.('[data-close-on-success]')
    if (form && event.detail.successful) form.closest('dialog')?.close()
  })
  document.addEventListener('close', event => { if (event.target.id === 'dialog') $('#dialog-body').replaceChildren() }, true)
  const copy = async button => {
    const text = button.dataset.copy || button.previousElementSibling?.textContent || ''
    try {
      await navigator.clipboard.writeText(text)
      toast('Copied')
    } catch {
      toast(`This browser does not let the page copy. The text is: ${text}`, 'warn')
    }
  }

  // ---- keys: / searches, g and a letter goes, ? lists
  let going = 0
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.target.closest?.('input, textarea, select, [contenteditable], [data-own-keys]')) return
    if (document.querySelector('dialog[open]')) return
    if (going && Date.now() - going < 1200) {
      going = 0
      const link = $(`[data-go="${CSS.escape(event.key)}"]`)
      if (link) { event.preventDefault(); link.click(); return }
    }
    if (event.key === 'g') going = Date.now()
    else if (event.key === '/') { event.preventDefault(); $('#find')?.focus(); $('#find')?.select() }
    else if (event.key === '?') { event.preventDefault(); $('#keys')?.showModal() }
    else if (event.key === 'j' || event.key === 'k') move(event)
    else if (/^[a-z]$/.test(event.key)) {
      const target = $(`[data-key="${event.key}"]`)
      if (target) { event.preventDefault(); target.focus() }
    }
  })
  const move = event => {
    const rows = $$('[data-row]')
    if (!rows.length) return
    event.preventDefault()
    const at = rows.indexOf(document.activeElement)
    const next = event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)
    rows[next].focus()
  }

  // ---- the search box: arrows move through what was found, Escape closes it
  document.addEventListener('keydown', event => {
    const find = event.target.closest?.('.find')
    if (!find) return
    const links = $$('.found a', find)
    const at = links.indexOf(document.activeElement)
    if (event.key === 'Escape') { $('.found', find).replaceChildren(); $('input', find).focus(); $('input', find).select() }
    else if (event.key === 'ArrowDown' && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus() }
    else if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); at === 0 ? $('input', find).focus() : links[at - 1].focus() }
    else if (event.key === 'Enter' && at < 0 && links.length) { event.preventDefault(); links[0].click() }
  })
  document.addEventListener('focusout', event => {
    const find = event.target.closest?.('.find')
    if (find && !find.contains(event.relatedTarget) && event.relatedTarget) $('.found', find).replaceChildren()
  })
  document.addEventListener('pointerdown', event => {
    if (!event.target.closest('.find')) $('.find .found')?.replaceChildren()
  })

  // ---- live parts: one that has not changed (same data-v) stays as it is, so nothing flickers; one in which somebody
  // is typing, or that holds an open dialog, waits until they are done
  const waiting = new Map()
  const inUse = part => part.querySelector('dialog[open]') !== null
    || (part.contains(document.activeElement)
      && document.activeElement.matches('textarea, select, input:not([type=hidden])')
      && document.activeElement.value !== document.activeElement.defaultValue)
  // what somebody has opened or closed stays so when its part comes anew
  document.addEventListener('click', event => {
    const summary = event.target.closest?.('summary')
    if (summary) summary.parentElement.dataset.chosen = ''
  })
  const keepChosen = (old, fresh) => {
    const all = [...old.querySelectorAll('details')]
    const anew = [...fresh.querySelectorAll('details')]
    all.forEach((details, at) => {
      const heir = details.id ? anew.find(one => one.id === details.id) : anew.length === all.length && anew[at]
      if (details.dataset.chosen === undefined || !heir) return
      heir.open = details.open
      heir.dataset.chosen = ''
    })
  }
  document.addEventListener('htmx:oobBeforeSwap', event => {
    const part = event.detail.fragment?.firstElementChild
    const { target } = event.detail
    if (!part?.dataset.v || !target) return
    waiting.delete(part.id)
    if (part.dataset.v === target.dataset.v) event.detail.shouldSwap = false
    else if (inUse(target)) {
      waiting.set(part.id, part.outerHTML)
      event.detail.shouldSwap = false
    } else keepChosen(target, part)
  })
  const bringWaiting = () => setTimeout(() => waiting.forEach((html, id) => {
    const target = document.getElementById(id)
    if (target && inUse(target)) return
    waiting.delete(id)
    if (!target) return
    const fresh = new DOMParser().parseFromString(html, 'text/html').body
    keepChosen(target, fresh)
    htmx.swap(target, fresh.innerHTML, { swapStyle: 'outerHTML' })
  }))
  document.addEventListener('close', bringWaiting, true)
  document.addEventListener('focusout', bringWaiting)
  document.addEventListener('htmx:load', event => tellAll(event.detail.elt))
  document.addEventListener('htmx:oobAfterSwap', event => tellAll(event.target))

  // ---- connection: say so when live updates stop, and since when
  let lostTimer
  const lost = () => {
    clearTimeout(lostTimer)
    lostTimer = setTimeout(() => {
      const banner = $('#lost')
      if (!banner?.hidden) return
      $('time', banner).textContent = new Date(now()).toLocaleTimeString()
      banner.hidden = false
    }, 2500)
  }
  const found = () => {
    clearTimeout(lostTimer)
    const banner = $('#lost')
    if (banner) banner.hidden = true
  }
  document.addEventListener('htmx:sseError', lost)
  document.addEventListener('htmx:sseOpen', found)
  window.addEventListener('offline', lost)
  window.addEventListener('online', found)
  window.slipway = { lost, found, toast, ago, clock }

  const start = () => {
    const served = Date.parse($('meta[name=served]')?.content ?? '')
    if (served && performance.now() < 15000) {
      const off = served - Date.now()
      if (Math.abs(off) > 5000) skew = off
    }
    showTheme()
    tellAll()
    setInterval(() => { if (!document.hidden) tellAll() }, 1000)
    document.addEventListener('visibilitychange', () => { if (!document.hidden) tellAll() })
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
