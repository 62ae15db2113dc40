import type { Folds } from './folds'

/** Configs that an agent proposes. */
export const proposalFolds = {
  'proposal-checked': (run, body, at) => {
    const { type: _, text, ...checked } = body
    return { ...run, proposal: { ...checked, text: text ?? null, at, accepted: null } }
  },

  'proposal-decided': (run, body) =>
    run.proposal ? { ...run, proposal: { ...run.proposal, accepted: body.accepted } } : run,
} satisfies Partial<Folds>
