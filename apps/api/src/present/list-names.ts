/** Names that are listed before the rest is counted. */
export const MOST_NAMES = 4;

/** `A, B and C`, or the first four and `12 more`. */
export function listNames(names: readonly string[]): string {
	const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
	const rest = names.length - shown.length;
	const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
	return parts.length < 2
		? parts.join('')
		: `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
