/**
 * Frames on the stream between the app and a terminal host.
 *
 * `length u32 | kind u8 | body`, big endian, where `length` counts kind and body. Three kinds:
 * - `control`: JSON
 * - `data`: `viewer u32 | seq f64 | UTF-8`, the cheap path for terminal output
 * - `tail`: `JSON length u32 | JSON | UTF-8`, a control message with a long text
 *
 * Needs nothing but a byte stream.
 */

const KIND = { control: 0, data: 1, tail: 2 } as const
const HEADER_BYTES = 5
const DATA_HEADER_BYTES = 12
const TAIL_HEADER_BYTES = 4

/** Largest JSON part of a frame, in bytes. */
export const MAX_CONTROL_BYTES = 1024 * 1024
/** Largest text of a `data` or `tail` frame, in bytes: a full scrollback of wide coloured lines fits. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024

/** One decoded frame; JSON is parsed but not yet checked. */
export type Frame =
  | { kind: 'control'; message: unknown }
  | { kind: 'data'; viewer: number; seq: number; data: string }
  | { kind: 'tail'; message: unknown; text: string }

/** Thrown by the decoder; the connection cannot go on after it. */
export class FrameError extends Error {}

/** Encodes a control message. */
export function encodeControl(message: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(message))
  assertControlSize(json.length)
  return Buffer.concat([header(KIND.control, json.length), json])
}

/** Encodes terminal output for one viewer. */
export function encodeData(viewer: number, seq: number, data: string): Buffer {
  const bytes = Buffer.byteLength(data)
  const frame = Buffer.allocUnsafe(HEADER_BYTES + DATA_HEADER_BYTES + bytes)
  writeHeader(frame, KIND.data, DATA_HEADER_BYTES + bytes)
  frame.writeUInt32BE(viewer, HEADER_BYTES)
  frame.writeDoubleBE(seq, HEADER_BYTES + 4)
  frame.write(data, HEADER_BYTES + DATA_HEADER_BYTES)
  return frame
}

/** Encodes a control message with a long text. */
export function encodeTail(message: unknown, text: string): Buffer {
  const json = Buffer.from(JSON.stringify(message))
  assertControlSize(json.length)
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_TEXT_BYTES) throw new FrameError(`A text of ${bytes} bytes is too large for one frame.`)
  const frame = Buffer.allocUnsafe(HEADER_BYTES + TAIL_HEADER_BYTES + json.length + bytes)
  writeHeader(frame, KIND.tail, TAIL_HEADER_BYTES + json.length + bytes)
  frame.writeUInt32BE(json.length, HEADER_BYTES)
  json.copy(frame, HEADER_BYTES + TAIL_HEADER_BYTES)
  frame.write(text, HEADER_BYTES + TAIL_HEADER_BYTES + json.length)
  return frame
}

function assertControlSize(bytes: number): void {
  if (bytes > MAX_CONTROL_BYTES)
    throw new FrameError(`A message of ${bytes} bytes is too large; the limit is ${MAX_CONTROL_BYTES}.`)
}

function header(kind: number, bodyBytes: number): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES)
  writeHeader(frame, kind, bodyBytes)
  return frame
}

function writeHeader(frame: Buffer, kind: number, bodyBytes: number): void {
  frame.writeUInt32BE(1 + bodyBytes, 0)
  frame.writeUInt8(kind, 4)
}

/** Cuts a byte stream back into frames, however the stream was split. */
export class FrameDecoder {
  #chunks: Buffer[] = []
  #bytes = 0

  /** Frames completed by this chunk, in order. Throws `FrameError` on a stream that is not ours. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    const frames: Frame[] = []
    while (this.#bytes >= HEADER_BYTES) {
      const head = this.#peek(HEADER_BYTES)
      const length = head.readUInt32BE(0)
      const kind = head.readUInt8(4)
      assertFrameLength(kind, length)
      if (this.#bytes < 4 + length) break
      const frame = this.#take(4 + length)
      frames.push(decodeBody(kind, frame.subarray(HEADER_BYTES)))
    }
    return frames
  }

  #peek(bytes: number): Buffer {
    const first = this.#chunks[0]
    if (first !== undefined && first.length >= bytes) return first
    return this.#merge()
  }

  #merge(): Buffer {
    const merged = Buffer.concat(this.#chunks)
    this.#chunks = [merged]
    return merged
  }

  #take(bytes: number): Buffer {
    const first = this.#chunks[0]
    const source = first !== undefined && first.length >= bytes ? first : this.#merge()
    const rest = source.subarray(bytes)
    this.#chunks.shift()
    if (rest.length > 0) this.#chunks.unshift(rest)
    this.#bytes -= bytes
    return source.subarray(0, bytes)
  }
}

function assertFrameLength(kind: number, length: number): void {
  const limit =
    kind === KIND.control
      ? MAX_CONTROL_BYTES + 1
      : kind === KIND.data
        ? MAX_TEXT_BYTES + 1 + DATA_HEADER_BYTES
        : kind === KIND.tail
          ? MAX_TEXT_BYTES + MAX_CONTROL_BYTES + 1 + TAIL_HEADER_BYTES
          : -1
  if (limit < 0) throw new FrameError(`Unknown frame kind ${kind}.`)
  if (length < 1 || length > limit) throw new FrameError(`A frame of ${length} bytes is outside the limits.`)
}

function decodeBody(kind: number, body: Buffer): Frame {
  if (kind === KIND.control) return { kind: 'control', message: parseJson(body) }
  if (kind === KIND.data) {
    if (body.length < DATA_HEADER_BYTES) throw new FrameError('A data frame is too short.')
    return {
      kind: 'data',
      viewer: body.readUInt32BE(0),
      seq: body.readDoubleBE(4),
      data: body.toString('utf8', DATA_HEADER_BYTES),
    }
  }
  if (body.length < TAIL_HEADER_BYTES) throw new FrameError('A text frame is too short.')
  const jsonBytes = body.readUInt32BE(0)
  if (jsonBytes > MAX_CONTROL_BYTES || TAIL_HEADER_BYTES + jsonBytes > body.length)
    throw new FrameError('A text frame is cut off.')
  const end = TAIL_HEADER_BYTES + jsonBytes
  return {
    kind: 'tail',
    message: parseJson(body.subarray(TAIL_HEADER_BYTES, end)),
    text: body.toString('utf8', end),
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new FrameError('A message is not JSON.')
  }
}
