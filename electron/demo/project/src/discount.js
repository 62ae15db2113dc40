/** From this much on, in cents, an order gets a discount. */
const DISCOUNT_FROM = 100_00
const DISCOUNT_RATE = 0.1

/** The discount on goods of this price, in cents. */
export function discountFor(goods) {
  return goods > DISCOUNT_FROM ? Math.round(goods * DISCOUNT_RATE) : 0
}
