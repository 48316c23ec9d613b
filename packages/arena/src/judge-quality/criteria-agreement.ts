import { correlateRanks, type RankCorrelation } from '../maths/kendall-interval.ts';

/** A ranked model of a board. */
export type CriterionPlace = {
	readonly id: string;
	readonly score: number;
	/** Ids of the models that it is significantly better than; absent on boards whose rules did not record it. */
	readonly beats?: readonly string[];
};

export type CriteriaAgreement = {
	/** Models that both boards rank. */
	readonly models: number;
	/** Of their scores; absent for too few models, and where all scores of a board are equal. */
	readonly kendall?: RankCorrelation;
	/** Of their pairs, by the boards' own tests; absent where a board did not record them. */
	readonly pairs?: {
		readonly all: number;
		/** Both boards distinguish the two, in the same order. */
		readonly same: number;
		/** Both boards distinguish the two, in opposite orders. */
		readonly reversed: number;
	};
};

/** How far two boards of the same responses order models alike. Symmetric, and the same for any order of the models. */
export function agreeOnOrder(
	first: readonly CriterionPlace[],
	second: readonly CriterionPlace[],
): CriteriaAgreement {
	const others = new Map(second.map((place) => [place.id, place]));
	const shared = first.flatMap((place) => {
		const other = others.get(place.id);
		return other ? [{ place, other }] : [];
	});
	const kendall = correlateRanks(
		shared.map(({ place, other }) => [place.score, other.score] as const),
	);
	const pairs = comparePairs(shared);
	return {
		models: shared.length,
		...(kendall && { kendall }),
		...(pairs && { pairs }),
	};
}

type Shared = { readonly place: CriterionPlace; readonly other: CriterionPlace };

function comparePairs(shared: readonly Shared[]): CriteriaAgreement['pairs'] {
	if (shared.some(({ place, other }) => !place.beats || !other.beats)) return undefined;
	const firstBeats = beatenBy(shared.map(({ place }) => place));
	const secondBeats = beatenBy(shared.map(({ other }) => other));
	let same = 0;
	let reversed = 0;
	for (const { place: a } of shared)
		for (const { place: b } of shared) {
			if (!firstBeats.get(a.id)?.has(b.id)) continue;
			if (secondBeats.get(a.id)?.has(b.id)) same++;
			if (secondBeats.get(b.id)?.has(a.id)) reversed++;
		}
	return { all: (shared.length * Math.max(0, shared.length - 1)) / 2, same, reversed };
}

function beatenBy(places: readonly CriterionPlace[]): ReadonlyMap<string, ReadonlySet<string>> {
	return new Map(places.map(({ id, beats }) => [id, new Set(beats)]));
}
