import { showHidden } from '../text/visible-text.ts';

/** One thing that a judge version pins: a short value, or a text to be read as it is. */
export type PinnedValue = {
	readonly path: string;
	readonly kind: 'value' | 'text';
	readonly text: string;
};

const LONGEST_VALUE = 100;

/** Everything in a judge's definition by its dotted path, in its own order, texts verbatim; of a jury's members the hashes alone. */
export function describeDefinition(
	definition: Readonly<Record<string, unknown>>,
): readonly PinnedValue[] {
	const members = definition['members'];
	const shown = Array.isArray(members)
		? {
				...definition,
				members: members.map((member) => ({ hash: isRecord(member) ? member['hash'] : member })),
			}
		: definition;
	return Object.entries(shown).flatMap(([key, value]) => describe(key, value));
}

function describe(path: string, value: unknown): readonly PinnedValue[] {
	if (value === null || value === undefined) return [];
	if (isRecord(value))
		return Object.entries(value).flatMap(([key, inner]) => describe(`${path}.${key}`, inner));
	if (Array.isArray(value) && value.some(isRecord))
		return value.flatMap((inner: unknown, index) => describe(`${path}.${index + 1}`, inner));
	const text = showHidden(Array.isArray(value) ? value.join(', ') || 'none' : String(value));
	const isText = text.length > LONGEST_VALUE || text.includes('\n');
	return [{ path, kind: isText ? 'text' : 'value', text }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
