import { compose, type Template } from './compose'
import { codeReview } from './teams/code-review'
import { dataPipeline } from './teams/data-pipeline'
import { planFirst } from './teams/plan-first'
import { ralphLoop } from './teams/ralph-loop'
import { research } from './teams/research'
import { solo } from './teams/solo'
import { tdd } from './teams/tdd'

export { describedRoles } from './compose'
export { roleLibrary } from './roles'
export type { Template } from './compose'
export type { LibraryRole } from './roles'

/** The teams that a project can start from, the usual one first. */
export const templates: readonly Template[] = [
  codeReview,
  tdd,
  planFirst,
  research,
  dataPipeline,
  ralphLoop,
  solo,
].map(compose)

/** The team that a new config gets when nobody chooses. */
export const DEFAULT_TEMPLATE = 'code-review'

/** The template of this id. */
export function templateOf(id: string): Template | undefined {
  return templates.find((template) => template.id === id)
}
