/** Money in this process: what is spent of a limit, and what the battles under way may still cost. */
export type Budget = {
	/** Takes an amount for a battle; why it does not fit any more, where it does not. */
	readonly reserve: (microUsd: number) => string | undefined;
	readonly release: (microUsd: number) => void;
	readonly spend: (microUsd: number) => void;
	/** Mean cost of a game so far; absent before the first. */
	readonly meanGame: () => number | undefined;
};
/** A budget with a limit of its own. */
export type LimitedBudget = Budget & {
	/** Brings in what is stored: what other workers have spent, and a limit that an operator has changed. */
	readonly catchUp: (stored: BudgetState) => void;
};
export type BudgetState = { readonly limitMicroUsd: number; readonly spentMicroUsd: number };

/** `owner` is named where the limit is reached: "the budget". */
export function createBudget(owner: string, stored: BudgetState): LimitedBudget {
	let { limitMicroUsd: limit, spentMicroUsd: spent } = stored;
	let reserved = 0;
	let games = 0;
	let ownCost = 0;
	return {
		reserve: (amount) => {
			if (spent + reserved + amount > limit) return `${owner} of ${limit} micro-dollars is reached`;
			reserved += amount;
			return undefined;
		},
		release: (amount) => {
			reserved -= amount;
		},
		spend: (amount) => {
			spent += amount;
			ownCost += amount;
			games++;
		},
		catchUp: ({ limitMicroUsd, spentMicroUsd }) => {
			limit = limitMicroUsd;
			spent = Math.max(spent, spentMicroUsd);
		},
		meanGame: () => (games === 0 ? undefined : ownCost / games),
	};
}

/** Several budgets as one: what is taken is taken of all of them, or of none. */
export function joinBudgets(budgets: readonly Budget[]): Budget | undefined {
	const [first] = budgets;
	if (!first || budgets.length === 1) return first;
	return {
		reserve: (amount) => {
			const taken: Budget[] = [];
			for (const budget of budgets) {
				const reason = budget.reserve(amount);
				if (reason === undefined) taken.push(budget);
				else {
					for (const other of taken) other.release(amount);
					return reason;
				}
			}
			return undefined;
		},
		release: (amount) => budgets.forEach((budget) => budget.release(amount)),
		spend: (amount) => budgets.forEach((budget) => budget.spend(amount)),
		meanGame: first.meanGame,
	};
}

/** Replies differ in length: a reservation has this much room above the mean. */
const ROOM = 1.5;
const USUAL_COMPLETION_TOKENS = 700;
const CHARACTERS_PER_TOKEN = 4;

/** What a battle of two games may cost, from the games so far or, before the first, from the texts' lengths. */
export function expectBattleCost(
	budget: Pick<Budget, 'meanGame'>,
	characters: number,
	price: { readonly inputMicroUsd: number; readonly outputMicroUsd: number },
): number {
	const promptTokens = characters / CHARACTERS_PER_TOKEN;
	const guess =
		(promptTokens * price.inputMicroUsd + USUAL_COMPLETION_TOKENS * price.outputMicroUsd) / 1e6;
	return Math.ceil(2 * ROOM * Math.max(budget.meanGame() ?? 0, guess));
}

/** Of all that a judge reads of a battle; a redacted text has none. */
export function countCharacters(texts: {
	readonly messages: string | null;
	readonly answer: string | null;
	readonly baselineAnswer: string | null;
}): number {
	const { messages, answer, baselineAnswer } = texts;
	return (messages ?? '').length + (answer ?? '').length + (baselineAnswer ?? '').length;
}
