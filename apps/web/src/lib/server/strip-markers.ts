const MARKERS = /<!--(?:\[(?:-?\d+|!)?|\]|)-->/g;

/**
 * Takes the comments out of a page by which Svelte's client finds its way: thousands on a large board. A page that
 * starts the client needs them.
 */
export function stripMarkers(html: string): string {
	return html.includes('__sveltekit_') ? html : html.replaceAll(MARKERS, '');
}
