/** What was played of a list of games. */
export type PlayedWithin<Played> = {
	readonly played: readonly Played[];
	/** Why the rest was not; undefined when all were. */
	readonly stopped: 'limit' | 'refused' | 'time' | undefined;
};

/** How a game went, as far as it matters for the next. */
export type Went = {
	/** At most this much was charged for it, in micro-dollars. */
	readonly microUsd: number;
	readonly went: 'answered' | 'failed' | 'refused';
};

/** Without any answer before them. */
const MOST_REFUSED = 3;
const MOST_FAILED = 5;

/**
 * Plays games until they could cost more than the limit, in the order given: one at a time until there was an answer, then up
 * to `most` at a time. Without an answer it stops after three refusals for good, or five failures. A game that `play` gives up
 * with undefined, for want of time, is the last that begins.
 */
export async function playWithin<Game, Played extends Went>(
	games: readonly Game[],
	rule: {
		readonly limitMicroUsd: number;
		readonly most: number;
		/** The most that a game can cost, in micro-dollars; 0 where nothing is known. */
		readonly mostOf: (game: Game) => number;
		readonly play: (game: Game) => Promise<Played | undefined>;
	},
): Promise<PlayedWithin<Played>> {
	const played: Played[] = [];
	const underway = new Set<Promise<void>>();
	let spent = 0;
	let reserved = 0;
	let isLate = false;

	const count = (went: Went['went']) => played.filter((one) => one.went === went).length;
	const isRefused = () =>
		count('answered') === 0 && (count('refused') >= MOST_REFUSED || played.length >= MOST_FAILED);
	const mayBegin = (most: number) =>
		underway.size < (count('answered') === 0 ? 1 : rule.most) &&
		spent + reserved + most <= rule.limitMicroUsd;
	const begin = (game: Game, most: number) => {
		reserved += most;
		const playing = rule
			.play(game)
			.then((one) => {
				if (!one) isLate = true;
				else played.push(one);
				spent += one?.microUsd ?? most;
			})
			.finally(() => {
				reserved -= most;
				underway.delete(playing);
			});
		underway.add(playing);
	};
	const playAll = async () => {
		for (const game of games) {
			const most = rule.mostOf(game);
			while (underway.size > 0 && !mayBegin(most)) await Promise.race(underway);
			if (isLate) return 'time';
			if (isRefused()) return 'refused';
			if (!mayBegin(most)) return 'limit';
			begin(game, most);
		}
		return undefined;
	};
	const stopped = await playAll();
	await Promise.all(underway);
	// oxlint-disable-next-line typescript/no-unnecessary-condition -- `begin` sets it
	return { played, stopped: stopped ?? (isLate ? 'time' : undefined) };
}
