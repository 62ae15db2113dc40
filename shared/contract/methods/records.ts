import { z } from 'zod'
import { RunId } from '../../model/ids'
import { RunEvent } from '../../model/events'
import { dir, method, nothing } from './method'

/** Journals, texts and exports. */
export const recordMethods = {
  /**
   * Writes a folder that holds everything of an open run, screens included. `to` must not exist yet, or be empty; with
   * `inside` it is where a new folder is made for it.
   */
  'run.export': method(
    z.object({ run: RunId, to: dir, inside: z.boolean().optional() }),
    z.object({ dir: z.string() }),
  ),
  /** Opens an exported folder as a closed run: to be read, with no process behind it. `run.close` puts it away. */
  'run.open-export': method(z.object({ dir }), z.object({ run: RunId })),
  /** Opens what can be read of a damaged run, like an export. */
  'damaged.open': method(z.object({ run: RunId }), z.object({ run: RunId })),
  /** The person knows of it; it is not told again. Its files stay as they are. */
  'damaged.put-away': method(z.object({ run: RunId }), nothing),
  /** A page of a run's journal: what follows the event with this number. `total`: how many events there are. */
  'journal.read': method(
    z.object({ run: RunId, after: z.number().int().nonnegative() }),
    z.object({ events: z.array(RunEvent), total: z.number().int() }),
  ),
  /** The text behind a timeline entry. */
  'document.read': method(
    z.object({
      run: RunId,
      kind: z.enum([
        'task',
        'report',
        'question',
        'answer',
        'summary',
        'context',
        'evidence',
        'note',
        'tracking',
        'hand-over',
      ]),
      id: z.string().max(64),
    }),
    z.object({ title: z.string(), file: z.string(), text: z.string() }),
  ),
} as const
