/** What it means that a judge is sent answers without fences. */
export const UNFENCED_WORDS =
	'This judge is sent each answer without a fence, as its template was published. An answer that writes the template’s own words may pass as the end of itself and speak to the judge. Labels, role markers and the marks around answers are broken in it nevertheless.';

/** The mark beside the name of such a judge. */
export const UNFENCED_BADGE = 'answers unfenced';

/** The name of a judge in plain text, marked where it is sent answers without fences. Untrusted text. */
export function nameWithFences({
	name,
	fences,
}: {
	readonly name: string;
	readonly fences?: 'none' | undefined;
}): string {
	return fences === 'none' ? `${name} (${UNFENCED_BADGE})` : name;
}
