type PreferredGame = {
	readonly order: string;
	/** Newest first. */
	readonly judgments: readonly { readonly preference: number | null }[];
};

/** How probable the judge makes it that the model's answer is better, 0 to 1; undefined where it says no probability. */
export function preferenceForModel({ order, judgments }: PreferredGame): number | undefined {
	const preference = judgments[0]?.preference ?? undefined;
	if (preference === undefined) return undefined;
	return order === 'baseline-first' ? 1 - preference : preference;
}

/** The mean of all games; undefined where one of them has no preference. */
export function meanPreference(games: readonly PreferredGame[]): number | undefined {
	const known = games.flatMap((game) => preferenceForModel(game) ?? []);
	if (known.length === 0 || known.length < games.length) return undefined;
	return known.reduce((sum, preference) => sum + preference, 0) / known.length;
}
