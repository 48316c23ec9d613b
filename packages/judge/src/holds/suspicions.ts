import type { HoldCause } from '../definition/hold-causes.ts';

/** Equal suspicions without an answer between that hold a judge. */
const ENOUGH = 5;
/** Different games among them, once the judge has answered: one text that is refused at every try is no fault of the judge. */
const GAMES = 3;
/** Kinds that are counted apart at a time; beyond it the count begins again. */
const MOST_KINDS = 50;
/** Games that are remembered as refused for a fault of their own; beyond it they are forgotten. */
const MOST_CLEARED = 10_000;

export type Suspicion = {
	readonly cause: HoldCause;
	readonly likeness: string;
	readonly reason: string;
};

/** A call of a game, by its number among all calls to the judge in the order in which they set out. */
export type SuspectCall = {
	readonly gameId: string;
	readonly number: number;
	readonly askedAt: Date;
};

/** So many equal ones that they are the judge's fault, unless a call that set out after `firstNumber` is answered yet. */
export type EnoughSuspicions = Suspicion & {
	readonly firstNumber: number;
	/** When the last of them set out. */
	readonly askedAt: Date;
};

/**
 * Counts what may be one game's fault or everybody's. An answer shows that every call that set out before the answered one
 * was refused for its own game's sake, whichever came back first.
 */
export type Suspicions = {
	readonly add: (suspicion: Suspicion, call: SuspectCall) => void;
	/** Undefined while what is counted may still be chance. */
	readonly enough: () => EnoughSuspicions | undefined;
	/** The newest; undefined while there is none since the last answer. */
	readonly last: () => (Suspicion & Pick<SuspectCall, 'askedAt'>) | undefined;
	/** An answer came to the call of this number. */
	readonly answered: (number: number) => void;
	/** Whether a later call was answered after the game had been refused: its refusals are its own. */
	readonly isCleared: (gameId: string) => boolean;
	/** Begins the count again; what was cleared stays so. */
	readonly forget: () => void;
};

/** @param hasAnswered whether the endpoint has ever answered the judge; until then words do not matter, only the cause */
export function countSuspicions(hasAnswered: () => boolean): Suspicions {
	const kinds = new Map<string, { newest: Suspicion; calls: SuspectCall[] }>();
	const cleared = new Set<string>();
	let last: (Suspicion & SuspectCall) | undefined;
	let newestAnswered = 0;
	const clear = (gameId: string) => {
		if (cleared.size >= MOST_CLEARED) cleared.clear();
		cleared.add(gameId);
	};
	const isEnough = (calls: readonly SuspectCall[]) =>
		calls.length >= ENOUGH &&
		(!hasAnswered() || new Set(calls.map(({ gameId }) => gameId)).size >= GAMES);
	return {
		add: (suspicion, call) => {
			if (call.number < newestAnswered) clear(call.gameId);
			if (cleared.has(call.gameId)) return;
			last = { ...suspicion, ...call };
			const name = hasAnswered() ? suspicion.likeness : suspicion.cause;
			if (!kinds.has(name) && kinds.size >= MOST_KINDS) kinds.clear();
			const kind = kinds.get(name) ?? { newest: suspicion, calls: [] };
			kind.newest = suspicion;
			kind.calls.push(call);
			kinds.set(name, kind);
		},
		enough: () => {
			for (const { newest, calls } of kinds.values()) {
				const [first, ...others] = calls.toSorted((a, b) => a.number - b.number);
				if (first && isEnough(calls))
					return {
						...newest,
						firstNumber: first.number,
						askedAt: (others.at(-1) ?? first).askedAt,
					};
			}
			return undefined;
		},
		last: () => last,
		answered: (number) => {
			newestAnswered = Math.max(newestAnswered, number);
			if (last && last.number < number) last = undefined;
			for (const [name, { newest, calls }] of kinds) {
				for (const call of calls) if (call.number < number) clear(call.gameId);
				const left = calls.filter(({ gameId }) => !cleared.has(gameId));
				if (left.length === 0) kinds.delete(name);
				else kinds.set(name, { newest, calls: left });
			}
		},
		isCleared: (gameId) => cleared.has(gameId),
		forget: () => {
			kinds.clear();
			last = undefined;
		},
	};
}
