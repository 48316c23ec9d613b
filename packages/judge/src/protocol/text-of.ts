/** A field of what somebody wrote; undefined where it is no text. */
export function textOf(given: unknown, field: string): string | undefined {
	if (typeof given !== 'object' || given === null) return undefined;
	const value: unknown = Reflect.get(given, field);
	return typeof value === 'string' ? value : undefined;
}
