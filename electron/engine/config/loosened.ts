import type { Budget, Orchestration, Role } from '#shared/contract/config'
import type { TakenConfig } from '#shared/model/events'

/**
 * What an edit of a config asks less of than before, each as the end of a sentence: "coder may
 * edit". An edit may be an agent's, and then it must not pass unseen; commands that are new or changed are asked about anyway.
 */
export function loosened(before: TakenConfig, now: TakenConfig): string[] {
  const is = now.responseMinutes === 0 ? undefined : now.responseMinutes
  const was = before.responseMinutes === 0 ? undefined : before.responseMinutes
  return [...looserTeam(before.team, now.team), ...raised('a worker may be silent for', was, is, 'minutes')]
}

function looserTeam(before: Orchestration, now: Orchestration): string[] {
  return [
    ...before.roles.flatMap((was) => {
      const is = now.roles.find(({ name }) => name === was.name)
      return is ? looserRole(was, is) : []
    }),
    ...raised('work may come to one role', before.maxRounds, now.maxRounds, 'times'),
    ...looserBudget('the run', before.budget, now.budget),
    ...(before.stopWhen ?? []).flatMap(({ kind, times }) => {
      const rule = now.stopWhen?.find((each) => each.kind === kind)
      return rule && rule.times <= times ? [] : [`the run goes on after "${kind} ${times}"`]
    }),
    ...(before.instructions !== undefined && before.instructions !== now.instructions
      ? ['the standing instructions are others']
      : []),
    ...(!before.peers && now.peers ? ['agents may pass notes to each other'] : []),
    ...(now.trackingFile !== undefined && before.trackingFile !== now.trackingFile
      ? [`every role may edit ${now.trackingFile}`]
      : []),
  ]
}

function looserRole(was: Role, is: Role): string[] {
  const checks = was.gates.flatMap((gate) => {
    const kept = is.gates.find(({ name }) => name === gate.name)
    if (!kept) return [`${was.name} has no check "${gate.name}" any more`]
    return gate.scope === 'project' && kept.scope === 'task'
      ? [`the check "${gate.name}" of ${was.name} looks only at the files of the task`]
      : []
  })
  return [
    ...checks,
    ...(!was.mayEdit && is.mayEdit ? [`${was.name} may edit`] : []),
    // What it is told to be strict about stands there.
    ...(was.promptTemplate !== undefined && was.promptTemplate !== is.promptTemplate
      ? [`${was.name} has another prompt`]
      : []),
    ...(was.plan === 'orchestrator' && is.plan === 'none' ? [`${was.name} needs no plan any more`] : []),
    ...(is.start ? [] : is.mayDelegateTo)
      .filter((name) => !was.mayDelegateTo.includes(name))
      .map((name) => `${was.name} may give tasks to ${name}`),
    ...looserBudget(was.name, was.budget, is.budget),
  ]
}

function looserBudget(whose: string, was: Budget | undefined, is: Budget | undefined): string[] {
  return [
    ...raised(`${whose} may use`, was?.tokens, is?.tokens, 'tokens'),
    ...raised(`${whose} may use`, was?.costUsd, is?.costUsd, 'US dollars'),
    ...raised(`${whose} may use`, was?.minutes, is?.minutes, 'minutes'),
    ...(was && is ? raised(`${whose} is held at`, percent(was.pauseAt), percent(is.pauseAt), 'percent') : []),
  ]
}

function percent(share: number): number {
  return Math.round(share * 100)
}

function raised(what: string, was: number | undefined, is: number | undefined, unit: string): string[] {
  if (was === undefined || (is !== undefined && is <= was)) return []
  return [is === undefined ? `${what} any number of ${unit}` : `${what} ${is} ${unit}, not ${was}`]
}
