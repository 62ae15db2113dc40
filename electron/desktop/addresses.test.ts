import { describe, expect, it } from 'vitest'
import { externalAddress, isAllowedPermission, isOurPage } from './addresses'

describe('isOurPage', () => {
  it.each([
    ['app://bundle/index.html', true],
    ['app://bundle/', true],
    ['app://bundle.evil.example/', false],
    ['app://other/index.html', false],
    ['file:///index.html', false],
    ['about:blank', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (url, ours) => expect(isOurPage(url)).toBe(ours))
})

describe('externalAddress', () => {
  it.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    ['mailto:someone@example.org', 'mailto:someone@example.org'],
    ['file:///etc/passwd', null],
    ['javascript:alert(1)', null],
    ['vscode://open', null],
    ['\\\\server\\share', null],
    ['not an address', null],
    [`https://example.org/${'x'.repeat(9000)}`, null],
  ])('%s', (text, address) => expect(externalAddress(text)).toBe(address))
})

describe('isAllowedPermission', () => {
  it('gives our page the clipboard and nobody anything else', () => {
    expect(isAllowedPermission('clipboard-read', 'app://bundle/index.html')).toBe(true)
    expect(isAllowedPermission('clipboard-sanitized-write', 'app://bundle/index.html')).toBe(true)
    expect(isAllowedPermission('clipboard-read', 'https://example.org/')).toBe(false)
    expect(isAllowedPermission('media', 'app://bundle/index.html')).toBe(false)
    expect(isAllowedPermission('notifications', 'app://bundle/index.html')).toBe(false)
  })
})
