import { describe, expect, it } from 'vitest'
import { type DisplayArea, displayKey, displayOf, placeWindow, rememberPlace } from './placement'

const laptop: DisplayArea = { key: 'laptop', workArea: { x: 0, y: 25, width: 1280, height: 775 } }
const wall: DisplayArea = { key: 'wall', workArea: { x: 1280, y: 0, width: 3840, height: 2100 } }

describe('placeWindow', () => {
  it('opens in the middle of a display that it does not know, no larger than fits', () => {
    expect(placeWindow(null, [laptop])).toEqual({
      bounds: { x: 64, y: 64, width: 1152, height: 698 },
      maximized: false,
    })
    expect(placeWindow(null, [wall]).bounds).toEqual({ x: 2480, y: 590, width: 1440, height: 920 })
  })

  it('comes back to where it was', () => {
    const place = { bounds: { x: 1400, y: 100, width: 1000, height: 800 }, maximized: true }
    const memory = rememberPlace(null, place, [laptop, wall])
    expect(memory?.last).toBe('wall')
    expect(placeWindow(memory, [laptop, wall])).toEqual(place)
  })

  it('goes to the display that is left when the other one is away, and back when it returns', () => {
    const onLaptop = { bounds: { x: 10, y: 30, width: 900, height: 700 }, maximized: false }
    const onWall = { bounds: { x: 1400, y: 100, width: 1000, height: 800 }, maximized: false }
    const memory = rememberPlace(rememberPlace(null, onLaptop, [laptop, wall]), onWall, [laptop, wall])
    expect(placeWindow(memory, [laptop])).toEqual(onLaptop)
    expect(placeWindow(memory, [laptop, wall])).toEqual(onWall)
  })

  it('never opens out of reach', () => {
    const memory = {
      last: 'laptop',
      displays: { laptop: { bounds: { x: -5000, y: 9000, width: 9000, height: 10 }, maximized: false } },
    }
    expect(placeWindow(memory, [laptop]).bounds).toEqual({ x: 0, y: 320, width: 1280, height: 480 })
  })
})

describe('displayOf', () => {
  it('is the display with the larger part', () => {
    expect(displayOf({ x: 1200, y: 100, width: 400, height: 400 }, [laptop, wall])?.key).toBe('wall')
    expect(displayOf({ x: 900, y: 100, width: 400, height: 400 }, [laptop, wall])?.key).toBe('laptop')
    expect(displayOf({ x: 0, y: 0, width: 1, height: 1 }, [])).toBeUndefined()
  })
})

it('names a display by what stays the same', () => {
  expect(displayKey({ x: 0, y: 0, width: 1280, height: 800 }, 2)).toBe('1280x800@0,0*2')
})
