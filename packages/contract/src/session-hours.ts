/** Hours that a session of a browser lasts; less where its key expires before. This file loads no schema: a page reads it. */
export const SESSION_HOURS = 12;
