/** Folder in an agent's own, in which an agent that takes answers by itself finds them: one file for each request, by its id. */
export const ANSWERS_FOLDER = 'answers'

/** An answer as it stands in its file, beside the request's key: of a permission, or of a question the choice's label. */
export type AskAnswer = { permission: 'allow' | 'deny' } | { choice: string }
