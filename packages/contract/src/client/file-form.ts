/** A form with `metadata` as JSON and files in the parts `part`, `part-2`, `part-3` …, in their order. */
export function writeForm(part: string, metadata: unknown, files: readonly Blob[]): FormData {
	const body = new FormData();
	body.set('metadata', JSON.stringify(metadata));
	files.forEach((file, at) => {
		body.set(at === 0 ? part : `${part}-${at + 1}`, file);
	});
	return body;
}
