/** It checks a file before anything of it is sent, which needs the browser; without scripts the API's answer says the same. */
export const csr = true;
