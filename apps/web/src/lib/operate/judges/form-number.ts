/** A number of a form. A text that is none is sent as it was typed: the server says what is wrong with it. */
export function asNumber(text: string): number | string {
	const value = Number(text);
	return text === '' || !Number.isFinite(value) ? text : value;
}
