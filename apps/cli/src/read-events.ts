import { createParser, type ParseError } from 'eventsource-parser';

export type ServerEvent = { readonly id: string; readonly event: string; readonly data: string };

/** Far more than any event of ours; a stream that never ends its event must not fill the memory. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Server-sent events of a body, each with the last id that was sent (HTML standard, 9.2.6). Comments are left out. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
	const decoder = new TextDecoder();
	const arrived: ServerEvent[] = [];
	let lastId = '';
	const parser = createParser({
		maxBufferSize: MOST_CHARACTERS,
		onError: throwTooLarge,
		onId: (id) => {
			lastId = id;
		},
		onEvent: ({ event = 'message', data }) => arrived.push({ id: lastId, event, data }),
	});
	for await (const chunk of body) {
		parser.feed(decoder.decode(chunk, { stream: true }));
		yield* arrived.splice(0);
	}
}

/** The standard ignores every other error: unknown fields, and a retry that is no number. */
function throwTooLarge(error: ParseError): void {
	if (error.type === 'max-buffer-size-exceeded') throw error;
}
