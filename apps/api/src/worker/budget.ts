/** A run's money in this process: what is spent, and what the battles under way may still cost. */
export type Budget = {
	/** Takes an amount for a battle, or says that it does not fit any more. */
	readonly reserve: (microUsd: number) => boolean;
	readonly release: (microUsd: number) => void;
	readonly spend: (microUsd: number) => void;
	/** Brings in what other workers have spent, as stored. */
	readonly catchUp: (storedMicroUsd: number) => void;
	/** Mean cost of a game so far; absent before the first. */
	readonly meanGame: () => number | undefined;
};

export function createBudget(limitMicroUsd: number): Budget {
	let spent = 0;
	let reserved = 0;
	let games = 0;
	let ownCost = 0;
	return {
		reserve: (amount) => {
			if (spent + reserved + amount > limitMicroUsd) return false;
			reserved += amount;
			return true;
		},
		release: (amount) => {
			reserved -= amount;
		},
		spend: (amount) => {
			spent += amount;
			ownCost += amount;
			games++;
		},
		catchUp: (stored) => {
			spent = Math.max(spent, stored);
		},
		meanGame: () => (games === 0 ? undefined : ownCost / games),
	};
}

/** Replies differ in length: a reservation has this much room above the mean. */
const ROOM = 1.5;
const USUAL_COMPLETION_TOKENS = 700;
const CHARACTERS_PER_TOKEN = 4;

/** What a battle of two games may cost, from this run's own games or, before the first, from the texts' lengths. */
export function expectBattleCost(
	budget: Budget,
	characters: number,
	price: { readonly inputMicroUsd: number; readonly outputMicroUsd: number },
): number {
	const promptTokens = characters / CHARACTERS_PER_TOKEN;
	const guess =
		(promptTokens * price.inputMicroUsd + USUAL_COMPLETION_TOKENS * price.outputMicroUsd) / 1e6;
	return Math.ceil(2 * ROOM * Math.max(budget.meanGame() ?? 0, guess));
}
