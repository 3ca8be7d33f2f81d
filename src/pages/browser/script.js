// What a page can not say by itself: how long ago something was, and that an address has been copied. A page is complete
// without this script.

const UNITS = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

function ago(instant, language) {
  const seconds = (instant - Date.now()) / 1000
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1)
  const format = new Intl.RelativeTimeFormat([language, 'en'], { numeric: 'auto' })
  return format.format(Math.trunc(seconds / length), unit)
}

function tellTimes() {
  for (const place of document.querySelectorAll('.ago')) {
    place.textContent = ago(Date.parse(place.dataset.since), place.closest('[lang]').lang)
  }
}

async function copy(button) {
  const does = button.querySelector('.does')
  const { copy: text, copied } = button.dataset
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Without leave to write there (or on a page that came over plain http) the address is at least selected.
    getSelection().selectAllChildren(button.parentElement.querySelector('code'))
    if (!document.execCommand('copy')) return
  }
  const before = does.textContent
  if (before === copied) return
  does.textContent = copied
  document.querySelector('[role="status"]').textContent = `${copied}: ${text}`
  setTimeout(() => {
    does.textContent = before
  }, 2000)
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
tellTimes()
setInterval(tellTimes, 60_000)
