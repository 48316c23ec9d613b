/** The files that were chosen for a check stay chosen for the import; without scripts they are chosen again. */
export const csr = true;
