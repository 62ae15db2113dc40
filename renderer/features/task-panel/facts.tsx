import type { Delivery } from '#shared/model/state'
import { proofWords } from '#shared/model/timeline'
import { clockText, exactTime } from '../../ui/time'
import { deliveryWords } from '../team/words'

/** How and when a text arrived, or how far it has come. */
export function DeliveryFact({ delivery }: { delivery: Delivery }) {
  if (delivery.state === 'proven' && delivery.provenAt !== null) {
    const proof = proofWords[delivery.proof ?? 'hook']
    return (
      <Fact
        name="Delivered"
        value={`${clockText(delivery.provenAt)}, ${proof}`}
        title={exactTime(delivery.provenAt)}
      />
    )
  }
  return <Fact name="Delivery" value={deliveryWords(delivery)} />
}

/** One line of a list of facts. */
export function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="selectable" title={title}>
        {value}
      </dd>
    </>
  )
}
