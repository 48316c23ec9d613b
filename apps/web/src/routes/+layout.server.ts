/** Pages are read, not operated: no client runtime, unless a page asks for it. */
export const csr = false;
