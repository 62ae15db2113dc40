/** F6 goes round the parts of the window that carry `data-region`, in the order of the document. */
export function nextRegion(by: 1 | -1, root: Document = document): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null || region.getClientRects().length > 0,
  )
  const at = regions.findIndex((region) => region.contains(root.activeElement))
  const next = regions[at === -1 ? 0 : (at + by + regions.length) % regions.length]
  if (next) focusInto(next)
}

/** What in a region takes the keyboard first: what is current in it, a text field, or anything at all. */
const preferred = [
  '[aria-current="true"]',
  '[aria-selected="true"]',
  '.xterm-helper-textarea',
  'textarea',
  'button:not(:disabled)',
  '[tabindex="0"]',
]

function focusInto(region: HTMLElement): void {
  for (const selector of preferred) {
    const target = region.querySelector<HTMLElement>(selector)
    if (target) {
      target.focus()
      return
    }
  }
  region.tabIndex = -1
  region.focus()
}
