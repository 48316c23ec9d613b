import { describeDollars } from '../describe-dollars.ts';
import { onAbort } from '@codejoust/judge/endpoint/on-abort';

/** Money in this process: what is spent of a limit, and what the battles under way may still cost. */
export type Budget = {
	/** Takes an amount for a battle; why it does not fit any more, where it does not. */
	readonly reserve: (microUsd: number) => string | undefined;
	readonly release: (microUsd: number) => void;
	readonly spend: (microUsd: number) => void;
	/** Resolves when battles under way have given back what they took; undefined where nothing is taken. */
	readonly nextRelease: () => Promise<undefined> | undefined;
	/** What few games cost more than, by those so far; absent before a few are known. */
	readonly dearGame: () => number | undefined;
};
/** A budget with a limit of its own. */
export type LimitedBudget = Budget & {
	/** Brings in what is stored: what other workers have spent, and a limit that an operator has changed. */
	readonly catchUp: (stored: BudgetState) => void;
};
export type BudgetState = { readonly limitMicroUsd: number; readonly spentMicroUsd: number };

/** Before so many games are known, what one may cost goes by the lengths of its texts. */
const FEW_GAMES = 2;
/** A game is dear that costs more than the mean and this many standard deviations, and no less than the dearest so far. */
const DEVIATIONS = 2;

/** `owner` is named where the limit is reached: "the budget". */
export function createBudget(owner: string, stored: BudgetState): LimitedBudget {
	let { limitMicroUsd: limit, spentMicroUsd: spent } = stored;
	let reserved = 0;
	let [games, sum, squares, dearest] = [0, 0, 0, 0];
	let released = Promise.withResolvers<undefined>();
	return {
		reserve: (amount) => {
			if (spent + reserved + amount > limit)
				return `${owner} of ${describeDollars(limit)} is reached`;
			reserved += amount;
			return undefined;
		},
		release: (amount) => {
			reserved -= amount;
			released.resolve(undefined);
			released = Promise.withResolvers();
		},
		nextRelease: () => (reserved > 0 ? released.promise : undefined),
		spend: (amount) => {
			spent += amount;
			// A call that nothing is known of tells nothing about the next.
			if (amount === 0) return;
			games++;
			sum += amount;
			squares += amount ** 2;
			dearest = Math.max(dearest, amount);
		},
		catchUp: ({ limitMicroUsd, spentMicroUsd }) => {
			limit = limitMicroUsd;
			spent = Math.max(spent, spentMicroUsd);
		},
		dearGame: () => {
			if (games < FEW_GAMES) return undefined;
			const mean = sum / games;
			const deviation = Math.sqrt(Math.max(0, squares / games - mean ** 2));
			return Math.max(dearest, mean + DEVIATIONS * deviation);
		},
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
		nextRelease: () => {
			const releases = budgets.flatMap((budget) => budget.nextRelease() ?? []);
			return releases.length === 0 ? undefined : Promise.race(releases);
		},
		dearGame: first.dearGame,
	};
}

/** Replies differ in length: before a few are known, a reservation has this much room above the usual one. */
const ROOM = 1.5;
/** Prompts are counted, by another tokenizer: the same room as an estimate's upper end has. */
const PROMPT_ROOM = 1.1;
const USUAL_COMPLETION_TOKENS = 700;

/**
 * Takes what a battle may cost, in micro-dollars, and returns it. What battles under way have taken and may not need is waited for,
 * and the amount goes by what is known then; the reason where the money itself is spent. Rejects with the signal's reason.
 */
export async function reserveInTime(
	budget: Budget,
	expect: () => number,
	signal: AbortSignal,
): Promise<number | string> {
	for (;;) {
		signal.throwIfAborted();
		const microUsd = expect();
		const reason = budget.reserve(microUsd);
		if (reason === undefined) return microUsd;
		const released = budget.nextRelease();
		if (released === undefined) return reason;
		const { promise: aborted, reject } = Promise.withResolvers<never>();
		const forget = onAbort(signal, () => reject(signal.reason));
		await Promise.race([released, aborted]).finally(forget);
	}
}

/**
 * What a battle of two games may cost in micro-dollars, from the games so far or, before a few are known, from its prompt: the
 * tokens of one game. A battle whose prompt alone costs more than games so far takes at least that.
 */
export function expectBattleCost(
	budget: Pick<Budget, 'dearGame'>,
	promptTokens: number,
	price: { readonly inputMicroUsd: number; readonly outputMicroUsd: number },
): number {
	const prompt = (promptTokens * price.inputMicroUsd) / 1e6;
	const completion = (USUAL_COMPLETION_TOKENS * price.outputMicroUsd) / 1e6;
	const dear = budget.dearGame();
	const guess = PROMPT_ROOM * prompt + ROOM * completion;
	return Math.ceil(2 * (dear === undefined ? guess : Math.max(dear, prompt)));
}
