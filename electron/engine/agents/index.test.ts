import { expect, it } from 'vitest'
import { agentLabel, agentOf } from '../environment/detect-agent'
import { adapterFor } from './index'
import * as adapters from './list'

it.each(Object.values(adapters).map((adapter) => [adapter.label, adapter] as const))(
  '%s is met by the name of its program, called as people call it',
  (label, adapter) => {
    expect(adapterFor(adapter.id)).toBe(adapter)
    for (const program of adapter.binaries) {
      const kind = agentOf(`env A=1 ${program} --model x`)
      expect(kind).toBe(adapter.id)
      expect(kind && agentLabel(kind)).toBe(label)
    }
  },
)

it.each(['amp', 'droid', 'auggie', 'crush', 'aider', 'some-script.sh'])(
  '%s is watched by its terminal alone',
  (command) => {
    expect(adapterFor(agentOf(command)).id).toBe('any')
  },
)
