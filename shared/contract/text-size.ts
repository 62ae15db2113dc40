/** Most bytes of a text that an agent or a person hands over: 5 MB. */
export const MAX_TEXT_BYTES = 5 * 1024 * 1024
