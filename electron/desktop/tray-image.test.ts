import { describe, expect, it } from 'vitest'
import { trayBitmap } from './tray-image'

const alphaAt = (pixels: Buffer, size: number, x: number, y: number) => pixels[(y * size + x) * 4 + 3]

describe('trayBitmap', () => {
  it('is black with alpha for macOS, which colours it itself', () => {
    const pixels = trayBitmap({ size: 32, style: 'template', needsYou: true })
    expect(pixels).toHaveLength(32 * 32 * 4)
    for (let at = 0; at < pixels.length; at += 4) expect(pixels.subarray(at, at + 3)).toEqual(Buffer.alloc(3))
    expect(alphaAt(pixels, 32, 4, 26)).toBe(255)
    expect(alphaAt(pixels, 32, 31, 31)).toBe(0)
  })

  it('never has a colour brighter than its alpha, as multiplied bitmaps must', () => {
    const pixels = trayBitmap({ size: 24, style: 'dark', needsYou: true })
    for (let at = 0; at < pixels.length; at += 4) {
      const alpha = pixels[at + 3] ?? 0
      expect(Math.max(...pixels.subarray(at, at + 3))).toBeLessThanOrEqual(alpha)
    }
  })

  it('shows a warm dot when somebody needs the person', () => {
    const size = 32
    const at = (Math.round(0.76 * size) * size + Math.round(0.78 * size)) * 4
    const calm = trayBitmap({ size, style: 'light', needsYou: false })
    const needs = trayBitmap({ size, style: 'light', needsYou: true })
    expect([...needs.subarray(at, at + 4)]).toEqual([12, 146, 232, 255])
    expect([...calm.subarray(at, at + 4)]).not.toEqual([12, 146, 232, 255])
  })
})
