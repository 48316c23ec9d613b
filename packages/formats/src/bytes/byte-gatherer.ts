/** Bytes of one record that may come in several chunks; past the limit it forgets them and only counts. */
export type ByteGatherer = {
	/** Keeps a copy: the caller may reuse its buffer. */
	readonly add: (bytes: Uint8Array) => void;
	/** The bytes gathered since the last take; undefined when there were more than the limit. */
	readonly take: () => Uint8Array | undefined;
	readonly isEmpty: () => boolean;
};

export function createByteGatherer(limit: number): ByteGatherer {
	let parts: Uint8Array[] = [];
	let length = 0;
	return {
		add(bytes) {
			if (bytes.length === 0) return;
			length += bytes.length;
			if (length > limit) parts = [];
			// Of a Node Buffer, which is one too, `bytes.slice()` would be a view.
			else parts.push(Uint8Array.prototype.slice.call(bytes));
		},
		take() {
			const taken = length > limit ? undefined : join(parts, length);
			parts = [];
			length = 0;
			return taken;
		},
		isEmpty: () => length === 0,
	};
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
	const [first] = parts;
	if (first !== undefined && parts.length === 1) return first;
	const joined = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}
