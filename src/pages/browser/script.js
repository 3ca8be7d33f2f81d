// What a page can not say by itself: how long ago something was, and that an address has been copied. A page is complete
// without this script.

const DAY = 86_400_000
const LONGER = [
  ['year', 365.2425],
  ['month', 30.436_875],
  ['week', 7],
  ['day', 1],
]

// The number of the calendar day of an instant: in the zone of the site, else at the offset of the time itself.
function dayOf(instant, offset) {
  const { zone } = document.documentElement.dataset
  if (!zone) return Math.floor((instant + offset) / DAY)
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return Date.parse(day.format(instant)) / DAY
}

function offsetOf(time) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time) ?? [0, '+', 0, 0]
  return (sign === '-' ? -1 : 1) * (hours * 60 + +minutes) * 60_000
}

// Within half a day in hours, else in calendar days: what came on Monday evening is no longer "yesterday" on Wednesday.
function ago(time, language) {
  const [instant, offset, now] = [Date.parse(time), offsetOf(time), Date.now()]
  const format = new Intl.RelativeTimeFormat([language, 'en'], { numeric: 'auto' })
  const minutes = Math.trunc((instant - now) / 60_000)
  const days = dayOf(instant, offset) - dayOf(now, offset)
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (days === 0 || Math.abs(minutes) < 720) return format.format(Math.trunc(minutes / 60), 'hour')
  const [unit, length] = LONGER.find(([, length]) => Math.abs(days) >= length)
  return format.format(Math.trunc(days / length), unit)
}

function tellTimes() {
  for (const place of document.querySelectorAll('.ago')) {
    place.textContent = ago(place.dataset.since, place.closest('[lang]').lang)
  }
}

async function copy(button) {
  const does = button.querySelector('.does')
  const { copy: text, copied } = button.dataset
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    if (!copySelected(button, text)) return
  }
  const before = does.textContent
  if (before === copied) return
  does.textContent = copied
  document.querySelector('[role="status"]').textContent = `${copied}: ${text}`
  setTimeout(() => {
    does.textContent = before
  }, 2000)
}

// Without leave to write to the clipboard (or on a page that came over plain http) what is selected may still be copied.
// Where the address stands beside the button it stays selected, for whoever has to press Ctrl-C.
function copySelected(button, text) {
  const shown = button.parentElement.querySelector('code')
  if (shown) {
    getSelection().selectAllChildren(shown)
    return document.execCommand('copy')
  }
  const field = document.createElement('textarea')
  field.value = text
  button.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  button.focus()
  return isCopied
}

document.documentElement.classList.add('scripted')
document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-copy]')
  if (button) copy(button)
})
// `/` leads to the search, as on many sites, but not while something is typed.
document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event
  if (
    key !== '/' ||
    ctrlKey ||
    metaKey ||
    altKey ||
    target.closest('input, textarea, select, [contenteditable]')
  )
    return
  event.preventDefault()
  document.querySelector('input[type="search"]').focus()
})
// Phones and tablets, and Macs, mostly have an app that takes feed addresses. Elsewhere a reader on the web is surer.
if (!/Android|iPhone|iPad|Macintosh/.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll('a[data-web]')) {
    link.href = link.dataset.web
    link.textContent = link.dataset.name
  }
}
tellTimes()
setInterval(tellTimes, 60_000)
