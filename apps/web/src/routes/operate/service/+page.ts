/** Files that were chosen stay chosen when the import is refused; without scripts they are chosen again. */
export const csr = true;
