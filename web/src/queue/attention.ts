// How many scans wait, where somebody sees it who looks at something else: the tab's title and the badge of the installed application.

let count = 0
let watching: MutationObserver | null = null

const plain = (title: string) => title.replace(/^\(\d+\) /, '')

function mark() {
  const wanted = count > 0 ? `(${count}) ${plain(document.title)}` : plain(document.title)
  if (document.title !== wanted) document.title = wanted
}

export function showWaiting(next: number) {
  count = next
  if (!watching) {
    watching = new MutationObserver(mark)
    watching.observe(document.head, { childList: true, subtree: true, characterData: true })
  }
  mark()
  if (!('setAppBadge' in navigator)) return
  const done = next > 0 ? navigator.setAppBadge(next) : navigator.clearAppBadge()
  done.catch(() => undefined) // not installed, or not allowed: the number in the page is there all the same
}
