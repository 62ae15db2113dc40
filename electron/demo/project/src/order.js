import { discountFor } from './discount.js'
import { shippingFor } from './shipping.js'

/** What all lines of an order cost together, in cents. */
export function subtotal(lines) {
  return lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
}

/** What the customer pays, in cents. */
export function total(lines) {
  const goods = subtotal(lines)
  return goods - discountFor(goods) + shippingFor(goods)
}
