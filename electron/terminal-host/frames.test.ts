import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  FrameDecoder,
  FrameError,
  MAX_CONTROL_BYTES,
  encodeControl,
  encodeData,
  encodeTail,
  type Frame,
} from './frames'

const text = fc.string({ unit: 'grapheme', maxLength: 200 })
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ kind: fc.constant('control' as const), message: fc.dictionary(fc.string(), text) }),
  fc.record({
    kind: fc.constant('data' as const),
    viewer: fc.nat(0xffffffff),
    seq: fc.maxSafeNat(),
    data: text,
  }),
  fc.record({ kind: fc.constant('tail' as const), message: fc.jsonValue(), text }),
)

function encode(value: Frame): Buffer {
  if (value.kind === 'control') return encodeControl(value.message)
  if (value.kind === 'data') return encodeData(value.viewer, value.seq, value.data)
  return encodeTail(value.message, value.text)
}

test('frames come back whole however the stream is split', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 })),
      (frames, cuts) => {
        const stream = Buffer.concat(frames.map(encode))
        const decoder = new FrameDecoder()
        const decoded: Frame[] = []
        let at = 0
        for (let i = 0; at < stream.length; i++) {
          const length = cuts[i % Math.max(1, cuts.length)] ?? stream.length
          decoded.push(...decoder.push(Buffer.from(stream.subarray(at, at + length))))
          at += length
        }
        const plain: unknown = JSON.parse(JSON.stringify(decoded))
        expect(plain).toEqual(JSON.parse(JSON.stringify(frames)))
      },
    ),
  )
})

test('a stream that is not ours is an error, never a crash or a hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      try {
        new FrameDecoder().push(Buffer.from(bytes))
      } catch (error) {
        expect(error).toBeInstanceOf(FrameError)
      }
    }),
  )
  expect(() => new FrameDecoder().push(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow(FrameError)
})

test('messages over the limit are refused on both ends', () => {
  expect(() => encodeControl('x'.repeat(MAX_CONTROL_BYTES))).toThrow(FrameError)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(MAX_CONTROL_BYTES + 2, 0)
  expect(() => new FrameDecoder().push(head)).toThrow(FrameError)
})
