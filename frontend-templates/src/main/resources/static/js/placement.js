/*
 * The page of a placement: draws the table of figures as charts on one axis of time, with what happened as lines through
 * all of them and the states as a band below each; follows what an instance prints. Without scripts the tables tell all.
 */
(() => {
  'use strict'
  const $ = (selector, root = document) => root.querySelector(selector)
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

  // ---- charts
  let charts = []
  const colour = name => {
    const probe = document.createElement('span')
    probe.style.color = `var(--${name})`
    document.body.append(probe)
    const value = getComputedStyle(probe).color
    probe.remove()
    return value
  }
  const tones = { ok: 'ok-glyph', warn: 'warn-glyph', bad: 'bad-glyph', run: 'run-glyph', wait: 'run-glyph', ask: 'warn-glyph' }
  const tone = kind => colour(tones[kind] ?? 'unk')
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const told = (at, wide) => wide
    ? new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...clock }).format(at)
    : new Intl.DateTimeFormat(undefined, clock).format(at)

  const axis = figures => ({ from: Date.parse(figures.dataset.from), until: Date.parse(figures.dataset.until), step: Number(figures.dataset.step) * 1000 })
  const happened = () => $$('#placement-happenings li[data-at]').map(item => ({ at: Date.parse(item.dataset.at), kind: item.dataset.kind, sort: item.dataset.sort }))
    .filter(item => item.sort !== 'health')
  const states = figures => $$('[data-states] li', figures).map(item => ({ at: Date.parse(item.dataset.at), kind: item.dataset.kind }))

  const marks = (time, lines, band) => ({
    id: 'marks',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea: { left, right, top, bottom }, scales: { x } } = chart
      ctx.save()
      band.forEach((state, at) => {
        const from = Math.max(left, x.getPixelForValue(Math.max(state.at, time.from)))
        const until = Math.min(right, x.getPixelForValue(band[at + 1]?.at ?? Math.min(Date.now(), time.until)))
        ctx.fillStyle = state.tone
        if (until > from) ctx.fillRect(from, bottom - 4, until - from, 4)
      })
      lines.forEach(line => {
        const at = x.getPixelForValue(line.at)
        if (at < left || at > right) return
        ctx.strokeStyle = line.tone
        ctx.lineWidth = 1.5
        ctx.setLineDash(line.sort === 'deploy' ? [] : [4, 3])
        ctx.beginPath()
        ctx.moveTo(at, top)
        ctx.lineTo(at, bottom)
        ctx.stroke()
      })
      ctx.restore()
    },
  })

  const draw = () => {
    const box = $('#charts')
    const figures = $('#placement-figures')
    charts.forEach(chart => chart.destroy())
    charts = []
    const table = $('#figures')
    if (!table || typeof Chart === 'undefined') return box.replaceChildren()
    const time = axis(figures)
    const lines = happened().map(line => ({ ...line, tone: tone(line.kind) }))
    const band = states(figures).map(state => ({ ...state, tone: tone(state.kind) }))
    const columns = $$('thead th[data-chart]', table).map((head, at) => ({ title: head.textContent, chart: head.dataset.chart, cell: at + 2 }))
    const rows = [...table.tBodies[0].rows].map(row => ({ at: Date.parse(row.dataset.at), cells: [...row.cells].map(cell => cell.textContent) }))
    const names = [...new Set(columns.map(column => column.chart))]
    const shown = names.map(name => {
      const figure = document.createElement('figure')
      const caption = document.createElement('figcaption')
      caption.textContent = name
      const holder = document.createElement('div')
      holder.className = 'canvas'
      const canvas = document.createElement('canvas')
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', `${name} over time; the table below tells the same`)
      holder.append(canvas)
      figure.append(caption, holder)
      return { name, figure, canvas }
    })
    box.replaceChildren(...shown.map(one => one.figure))
    const inks = [colour('accent'), colour('unk')]
    const ink = colour('dim')
    const grid = colour('line')
    shown.forEach(({ name, canvas }) => {
      const bars = name === 'Restarts'
      if (bars) canvas.parentElement.classList.add('bars')
      charts.push(new Chart(canvas, {
        type: bars ? 'bar' : 'line',
        data: { datasets: columns.filter(column => column.chart === name).map((column, at) => ({
          label: column.title,
          data: series(rows, column.cell, time),
          borderColor: bars ? colour('bad-glyph') : inks[at],
          backgroundColor: bars ? colour('bad-glyph') : inks[at],
          borderWidth: at === 0 ? 2 : 1.5,
          borderDash: at === 0 ? [] : [5, 4],
          pointRadius: rows.length < 3 ? 3 : 0,
          barThickness: 4,
          stepped: name === 'Instances' ? 'after' : false,
          spanGaps: false,
        })) },
        options: {
          animation: false,
          maintainAspectRatio: false,
          parsing: false,
          interaction: { mode: 'nearest', axis: 'x', intersect: false },
          plugins: { legend: { display: name === 'Instances', position: 'top', align: 'end', labels: { color: ink, boxWidth: 14, boxHeight: 2 } }, tooltip: { callbacks: { title: items => told(items[0].parsed.x, true) } } },
          scales: {
            // Bars would have half of one more at each end, and times would no longer stand below each other.
            x: { type: 'linear', offset: false, min: time.from, max: time.until, afterBuildTicks: round, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 24, callback: value => told(value, time.until - time.from > 2 * 86400000) }, grid: { color: grid, offset: false } },
            y: { beginAtZero: true, grace: '12%', ticks: { color: ink, maxTicksLimit: 5, precision: name === 'Instances' || bars ? 0 : undefined }, grid: { color: grid }, border: { display: false }, afterFit: scale => { scale.width = 46 } },
          },
        },
        plugins: [marks(time, lines, band)],
      }))
    })
  }
  /** Ticks at full minutes, hours or days of the viewer's clock. */
  const minute = 60000
  const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200].map(minutes => minutes * minute)
  const round = scale => {
    const step = steps.find(one => (scale.max - scale.min) / one <= 8) ?? steps.at(-1)
    const off = new Date(scale.min).getTimezoneOffset() * minute
    scale.ticks = []
    for (let at = Math.ceil((scale.min - off) / step) * step + off; at <= scale.max; at += step) scale.ticks.push({ value: at })
  }
  /** Where nobody looked for longer than a step there is a gap, not a line. */
  const series = (rows, cell, time) => {
    const points = []
    rows.forEach((row, at) => {
      if (at > 0 && row.at - rows[at - 1].at > 1.5 * time.step) points.push({ x: row.at - 1, y: NaN })
      const value = Number(row.cells[cell])
      points.push({ x: row.at, y: row.cells[cell] === '–' ? NaN : value })
    })
    return points
  }

  let waiting = 0
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(draw, 100) }
  // ---- drift: what differs is asked for again when it is something else, unless somebody is typing why
  let drift = $('#placement-state')?.dataset.drift
  const drifting = () => {
    const now = $('#placement-state')?.dataset.drift
    if (now === drift || $('.drifting input[name=reason]')?.value) return
    drift = now
    htmx.trigger(document.body, 'drift-changed')
  }

  document.addEventListener('htmx:oobAfterSwap', event => {
    const id = event.detail.target?.id || event.target.id
    if (id === 'placement-figures' || id === 'placement-happenings') soon()
    if (id === 'placement-instances') offer()
    if (id === 'placement-state') drifting()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon)
  new MutationObserver(soon).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })

  // ---- what an instance prints
  const MOST = 1000
  const choice = $('#printed-by')
  const button = $('#follow')
  let source
  const offer = () => {
    if (!choice) return
    const known = $$('#placement-instances [data-instance]').map(row => row.dataset.instance)
    const chosen = choice.value
    choice.replaceChildren(...known.map(id => new Option(id, id, false, id === chosen)))
    button.disabled = known.length === 0 && !source
  }
  const note = text => { $('#printed-note').textContent = text }
  const stop = text => {
    source?.close()
    source = undefined
    button.textContent = 'Follow'
    button.setAttribute('aria-pressed', 'false')
    if (text) note(text)
  }
  const add = text => {
    const lines = $('#lines')
    const down = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 30
    text.replace(/\n$/, '').split('\n').forEach(line => lines.append(line + '\n'))
    while (lines.childNodes.length > MOST) lines.firstChild.remove()
    if (down) lines.scrollTop = lines.scrollHeight
  }
  const follow = () => {
    $('#lines').replaceChildren()
    source = new EventSource(`${$('#printed').dataset.logs}?instance=${encodeURIComponent(choice.value)}`)
    source.addEventListener('lines', event => add(event.data))
    source.addEventListener('end', event => stop(event.data))
    source.addEventListener('error', () => stop('The connection was lost. Follow again to go on.'))
    button.textContent = 'Stop'
    button.setAttribute('aria-pressed', 'true')
    note(`Following ${choice.value}. Secrets that this portal can read are masked.`)
  }
  if (button) {
    button.addEventListener('click', () => source ? stop('Stopped.') : follow())
    choice.addEventListener('change', () => { if (source) { stop(); follow() } })
    window.addEventListener('pagehide', () => source?.close())
  }
  offer()
  draw()
})()
