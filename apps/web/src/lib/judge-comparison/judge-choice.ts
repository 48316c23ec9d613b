import type { JudgeBrief } from '@codejoust/contract/client';

/** Which flips the list shows; absent fields were left out of the address. */
export type FlipChoice = {
	readonly kind?: string;
	readonly category?: string;
	readonly model?: string;
	readonly cursor?: string;
};

export type JudgeChoice = { readonly from: string; readonly to: string };

export const FLIP_KINDS = [
	{ value: 'reversed', text: 'Win against loss' },
	{ value: 'win-to-loss', text: 'Win to loss' },
	{ value: 'loss-to-win', text: 'Loss to win' },
	{ value: 'any', text: 'Any change' },
] as const;

/**
 * The two judges that an address names. What is left out is filled in: the benchmark's first judge, whose board is the live
 * one, as the old one, and another as the new one. Undefined where there are no two.
 */
export function chooseJudges(
	search: URLSearchParams,
	judges: readonly Pick<JudgeBrief, 'name'>[],
): JudgeChoice | undefined {
	const names = judges.map(({ name }) => name);
	const [asked, wanted] = [search.get('from') || undefined, search.get('to') || undefined];
	const from = asked ?? names.find((name) => name !== wanted);
	const to = wanted ?? names.find((name) => name !== from);
	return from === undefined || to === undefined ? undefined : { from, to };
}

export function readFlipChoice(search: URLSearchParams): FlipChoice {
	const keys = ['kind', 'category', 'model', 'cursor'] as const;
	return Object.fromEntries(
		keys.flatMap((key) => {
			const value = search.get(key)?.trim();
			return value ? [[key, value] as const] : [];
		}),
	);
}
