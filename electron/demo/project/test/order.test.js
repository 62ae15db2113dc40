import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subtotal, total } from '../src/order.js'

const lamp = { price: 25_00, quantity: 1 }

test('adds up all lines', () => {
  assert.equal(subtotal([lamp, { price: 2_50, quantity: 4 }]), 35_00)
})

test('a small order pays for shipping', () => {
  assert.equal(total([lamp]), 29_90)
})

test('shipping is free from 50 euros on', () => {
  assert.equal(total([{ ...lamp, quantity: 2 }]), 50_00)
})

test('an order of exactly 100 euros gets 10 % off', () => {
  assert.equal(total([{ ...lamp, quantity: 4 }]), 90_00)
})

test('a large order gets 10 % off', () => {
  assert.equal(total([{ ...lamp, quantity: 8 }]), 180_00)
})
