/*
 * The grid and the wall: says so when nothing was heard for a while, so that what was well once is never shown as well;
 * the wall's clock. The portal sends a new pulse every few seconds, after what it vouches for.
 */
(() => {
  'use strict'
  const SILENCE = 20000
  let heard = performance.now()
  let heardAt = new Date()
  const look = () => {
    const silent = performance.now() - heard > SILENCE
    const sign = document.getElementById('stale')
    if (sign && sign.hidden === silent) {
      sign.querySelector('time').textContent = heardAt.toLocaleTimeString()
      sign.hidden = !silent
    }
    document.body.toggleAttribute('data-stale', silent)
    const clock = document.getElementById('clock')
    if (clock) clock.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  }
  const listen = () => { heard = performance.now(); heardAt = new Date(); look() }
  document.addEventListener('htmx:oobAfterSwap', event => { if (event.detail.target?.id === 'grid-pulse' || event.target.id === 'grid-pulse') listen() })
  document.addEventListener('htmx:afterSwap', event => { if (event.target.id === 'everything') listen() })
  // Words were asked for as they were typed: leaving the field asks for nothing new, which would take away a dialog just opened.
  document.addEventListener('change', event => { if (event.target.id === 'grid-q') event.stopImmediatePropagation() }, true)
  setInterval(look, 1000)
  look()
})()
