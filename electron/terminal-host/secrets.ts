import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new secret: 32 random bytes as hex. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}

/** Digest to keep instead of a secret; digests are of equal length, so they can be compared in constant time. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Whether `secret` is the one that `digest` was made from, in constant time. */
export function matchesSecret(secret: string, digest: Buffer): boolean {
  return timingSafeEqual(secretDigest(secret), digest)
}
