import type { HoldCause } from '../definition/hold-causes.ts';

/** Equal suspicions without an answer between that hold a judge. */
const ENOUGH = 5;
/** Different games among them, once the judge has answered: one text that is refused at every try is no fault of the judge. */
const GAMES = 3;
/** Kinds that are counted apart at a time; beyond it the count begins again. */
const MOST_KINDS = 50;

export type Suspicion = {
	readonly cause: HoldCause;
	readonly likeness: string;
	readonly reason: string;
};

/** Counts what may be one game's fault or everybody's, until an answer shows that it is not everybody's. */
export type Suspicions = {
	/** True when these are enough to hold the judge. */
	readonly add: (suspicion: Suspicion, game: { readonly id: string }) => boolean;
	/** The newest; undefined while there is none since the last answer. */
	readonly last: () => Suspicion | undefined;
	/** An answer came. */
	readonly clear: () => void;
};

/** @param hasAnswered whether the endpoint has ever answered the judge; until then words do not matter, only the cause */
export function countSuspicions(hasAnswered: () => boolean): Suspicions {
	const kinds = new Map<string, { times: number; readonly games: Set<string> }>();
	let last: Suspicion | undefined;
	return {
		add: (suspicion, { id }) => {
			last = suspicion;
			const isProven = hasAnswered();
			const name = isProven ? suspicion.likeness : suspicion.cause;
			if (!kinds.has(name) && kinds.size >= MOST_KINDS) kinds.clear();
			const kind = kinds.get(name) ?? { times: 0, games: new Set() };
			kinds.set(name, kind);
			kind.times++;
			if (kind.games.size < GAMES) kind.games.add(id);
			return kind.times >= ENOUGH && (!isProven || kind.games.size >= GAMES);
		},
		last: () => last,
		clear: () => {
			kinds.clear();
			last = undefined;
		},
	};
}
