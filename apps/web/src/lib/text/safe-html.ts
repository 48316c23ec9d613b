/** HTML that went through the sanitiser; only `renderText` and `renderDocument` make it. */
export type SafeHtml = string & { readonly safe: unique symbol };
