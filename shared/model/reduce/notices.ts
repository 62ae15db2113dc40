import { put } from '../entries'
import type { Folds } from './folds'
import { count } from './patch'

/** Notices, and what needs the person. */
export const noticeFolds = {
  'notice-raised': (run, body, at) =>
    count(
      {
        ...run,
        notices: put(run.notices, body.notice, {
          id: body.notice,
          key: body.key,
          text: body.text,
          at,
          delivery: null,
          withdrawn: false,
        }),
      },
      'notice',
      body.notice,
    ),

  'notice-withdrawn': (run, body) => {
    const notice = run.notices[body.notice]
    if (!notice) return run
    return { ...run, notices: put(run.notices, notice.id, { ...notice, withdrawn: true }) }
  },

  noted: (run) => run,

  'attention-raised': (run, body, at) => ({
    ...run,
    raised: put(run.raised, body.key, { pane: body.pane, text: body.text, at, about: body.about ?? null }),
  }),

  'attention-withdrawn': (run, body) => {
    const { [body.key]: _, ...raised } = run.raised
    return { ...run, raised }
  },

  'attention-dismissed': (run, body) => ({ ...run, dismissed: put(run.dismissed, body.key, true) }),
} satisfies Partial<Folds>
