/** Why an edit cannot be done, for a person. Thrown by what plans an edit, and caught by `applyEdit`. */
export class Refusal extends Error {}

/** What to do where an editor cannot help. */
export const AS_TEXT = 'Edit it as text.'
