export type ServerEvent = { readonly id: string; readonly event: string; readonly data: string };

/** Server-sent events of a body, by the rules of the HTML standard (comments and unknown fields are skipped). */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
	const decoder = new TextDecoder();
	let rest = '';
	let lastId = '';
	let event = '';
	let data: string[] = [];
	for await (const chunk of body) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
		rest = lines.pop() ?? '';
		for (const line of lines) {
			if (line === '') {
				if (data.length > 0) yield { id: lastId, event: event || 'message', data: data.join('\n') };
				event = '';
				data = [];
				continue;
			}
			const { name, value } = splitField(line);
			if (name === 'data') data.push(value);
			else if (name === 'event') event = value;
			else if (name === 'id' && !value.includes('\0')) lastId = value;
		}
	}
}

function splitField(line: string): { readonly name: string; readonly value: string } {
	const colon = line.indexOf(':');
	if (colon === -1) return { name: line, value: '' };
	return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
