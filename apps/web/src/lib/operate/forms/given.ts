type Given<Values> = { -readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** What was filled in; a field that was left empty is absent, so that the API's own default counts. */
export function given<Values extends object>(values: Values): Given<Values> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as Given<Values>;
}
