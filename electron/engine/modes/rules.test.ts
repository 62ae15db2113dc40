import { expect, it } from 'vitest'
import { Rules } from './rules'

it('is the first rule that matches, anywhere in the command', () => {
  const [pods, all] = [{ pattern: 'kubectl get' }, { pattern: 'kubectl', every: 3 }]
  const rules = new Rules([pods, all])
  expect(rules.ask('cd x && kubectl get pods').rule).toBe(pods)
  expect(rules.ask('kubectl logs').rule).toBe(all)
  expect(rules.ask('git status')).toEqual({ endless: [] })
})

it('a pattern that does not come to an end is given up, told once, and keeps nobody from asking the others', () => {
  const [endless, plain] = [{ pattern: '(a+)+$' }, { pattern: '!$' }]
  const rules = new Rules([endless, plain])
  const command = `${'a'.repeat(60)}!`
  const began = performance.now()
  expect(rules.ask(command)).toEqual({ rule: plain, endless: [endless] })
  expect(performance.now() - began).toBeLessThan(5000)
  expect(rules.ask(command)).toEqual({ rule: plain, endless: [] })
})

it('a pattern that cannot be compiled matches nothing', () => {
  expect(new Rules([{ pattern: '(' }]).ask('(')).toEqual({ endless: [] })
})
