/** The one page that draws in the browser. */
export const csr = true;
