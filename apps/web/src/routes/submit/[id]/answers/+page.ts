/** It checks a file before anything of it is sent, as the page of a new submission does. */
export const csr = true;
