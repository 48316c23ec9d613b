/** A place in the text; readers move it forward. */
export type LiteralCursor = { readonly text: string; at: number; depth: number };
