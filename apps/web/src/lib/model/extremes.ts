import { isThin } from '../board/thin.ts';

type Part = {
	readonly scored: number;
	readonly score: { readonly low: number; readonly high: number } | null;
};

/**
 * The parts in which a model does best and worst, at most `most` of each and none twice: by the bound of the interval that
 * is nearer to the middle. Parts with fewer than 30 scored questions are neither: chance decides there.
 */
export function pickExtremes<Given extends Part>(
	parts: readonly Given[],
	most: number,
): { readonly best: readonly Given[]; readonly worst: readonly Given[] } {
	const scored = parts.flatMap((part) =>
		part.score && !isThin(part.scored) ? [{ part, ...part.score }] : [],
	);
	const count = Math.min(most, Math.floor(scored.length / 2));
	const best = scored.toSorted((a, b) => b.low - a.low || b.high - a.high).slice(0, count);
	const rest = scored.filter((entry) => !best.includes(entry));
	const worst = rest.toSorted((a, b) => a.high - b.high || a.low - b.low).slice(0, count);
	return { best: best.map(({ part }) => part), worst: worst.map(({ part }) => part) };
}
