import { describe, expect, test } from 'vitest'
import { canNotify } from './session-bus'

const never = () => false

describe('native notifications', () => {
  test('go over a session bus on Linux', () => {
    expect(canNotify({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, 'linux', never)).toBe(true)
    expect(
      canNotify({ XDG_RUNTIME_DIR: '/run/user/1000' }, 'linux', (path) => path === '/run/user/1000/bus'),
    ).toBe(true)
  })

  test('are left out on Linux without one', () => {
    expect(canNotify({}, 'linux', never)).toBe(false)
    expect(canNotify({ XDG_RUNTIME_DIR: '/run/user/1000' }, 'linux', never)).toBe(false)
    expect(canNotify({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, 'linux', never)).toBe(false)
  })

  test('need no bus elsewhere', () => {
    expect(canNotify({}, 'darwin', never)).toBe(true)
    expect(canNotify({}, 'win32', never)).toBe(true)
  })
})
