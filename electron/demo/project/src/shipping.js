/** From this much on, in cents, shipping is free. */
const FREE_FROM = 50_00
const SHIPPING = 4_90

/** Shipping of goods of this price, in cents. */
export function shippingFor(goods) {
  return goods >= FREE_FROM ? 0 : SHIPPING
}
