/** A text without its white space: two answers that differ in spaces and line ends alone are the same one. Linear. */
export function squeezeText(text: string): string {
	return text.replaceAll(/[\t\n\v\f\r ]+/g, '');
}
