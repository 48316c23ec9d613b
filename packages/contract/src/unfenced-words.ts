/** What it means that a judge is sent answers without fences. */
export const UNFENCED_WORDS =
	'This judge is sent each answer without a fence, as its template was published. An answer that writes the template’s own words may pass as the end of itself and speak to the judge. Labels, role markers and the marks around answers are broken in it nevertheless.';
