/**
 * For the start of a program of the deck's own that opens no TLS connection. Node reads the certificates that the person's environment
 * names at each start, which takes it longer than all the rest of a small program.
 */
export const WITHOUT_OWN_CERTIFICATES = { NODE_EXTRA_CA_CERTS: '' } as const
