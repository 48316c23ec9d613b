import { Refusal } from '../refusal.ts';

/** A cursor that names a place by a time and an id. */
export function writeTimeCursor(place: { readonly createdAt: Date; readonly id: string }): string {
	return Buffer.from(`${place.createdAt.toISOString()} ${place.id}`).toString('base64url');
}

export function readTimeCursor(
	text: string | undefined,
): { readonly createdAt: Date; readonly id: string } | undefined {
	if (text === undefined) return undefined;
	const [time = '', id] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
	const createdAt = new Date(time);
	if (id === undefined || !/^\w+$/.test(id) || Number.isNaN(createdAt.getTime()))
		throw refuseCursor(text);
	return { createdAt, id };
}

/** A cursor that is a row's number. */
export function readNumberCursor(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,15}$/.test(text)) throw refuseCursor(text);
	return Number(text);
}

function refuseCursor(text: string): Refusal {
	return new Refusal('invalid-input', 'The cursor is not one of ours.', [
		{
			name: 'cursor',
			value: text.slice(0, 80),
			reason: 'Use the value of next_cursor as the cursor.',
		},
	]);
}
