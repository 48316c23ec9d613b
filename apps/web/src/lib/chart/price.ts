import type { Leaderboard, LeaderboardRow } from '@codejoust/contract/client';
import type { SpecOf } from './chart-spec.ts';
import { entrantName, listNames } from './entrant-name.ts';
import { markFrontier } from './frontier.ts';
import { measure } from './measured.ts';

type Priced = Pick<LeaderboardRow, 'model' | 'rank'> & {
	readonly id: string;
	readonly name: string;
	readonly score: NonNullable<LeaderboardRow['score']>;
	readonly price: NonNullable<LeaderboardRow['stated_price']>;
	/** What all its answers cost, in dollars. */
	readonly x: number;
	readonly value: number;
};

export type PricedRow = Priced & { readonly isOnFrontier: boolean };

export type UnpricedRow = Pick<LeaderboardRow, 'model'> & {
	readonly id: string;
	readonly name: string;
	readonly why: 'no price' | 'no tokens' | 'no score';
};

/** With fewer there is nothing to compare. */
const FEWEST = 2;
const MOST_NAMES = 8;

export function hasPrices({ rows }: Pick<Leaderboard, 'rows'>): boolean {
	return rows.filter((row) => readPriced(row) !== undefined).length >= FEWEST;
}

/** Every model with a score and a known price, the cheapest first, and those that lack one of the two. */
export function priceRows({ rows }: Pick<Leaderboard, 'rows'>): {
	readonly priced: readonly PricedRow[];
	readonly unpriced: readonly UnpricedRow[];
} {
	const priced = markFrontier(rows.flatMap((row) => readPriced(row) ?? []));
	return {
		priced: priced.sort((a, b) => a.x - b.x || b.value - a.value),
		unpriced: rows.flatMap((row): UnpricedRow[] => {
			if (readPriced(row)) return [];
			const { submission_id: id, model } = row;
			return [{ id, model, name: entrantName(model), why: sayMissing(row) }];
		}),
	};
}

function readPriced(row: LeaderboardRow): Priced | undefined {
	const { submission_id: id, model, rank, score, stated_price: price } = row;
	if (score === null || price === null || price.total_micro_usd === null) return undefined;
	const name = entrantName(model);
	const x = price.total_micro_usd / 1e6;
	return { id, model, rank, name, score, price, x, value: score.value };
}

function sayMissing({ score, stated_price: price }: LeaderboardRow): UnpricedRow['why'] {
	if (score === null) return 'no score';
	return price === null ? 'no price' : 'no tokens';
}

export function priceSpec(rows: readonly PricedRow[]): SpecOf<'frontier'> {
	return {
		kind: 'frontier',
		of: 'price',
		points: rows.map(({ name, x, score, isOnFrontier }) => ({
			label: name,
			x,
			isBaseline: false,
			isOnFrontier,
			...measure(score),
		})),
	};
}

/** What the chart shows, in a sentence; a long frontier by its ends. */
export function describePrices(rows: readonly PricedRow[]): string {
	const names = rows.filter(({ isOnFrontier }) => isOnFrontier).map(({ name }) => name);
	const who =
		names.length > MOST_NAMES
			? `${names.length} are on the frontier, from ${names[0] ?? ''} to ${names.at(-1) ?? ''}`
			: `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} on the frontier`;
	return `${who}: no other model with a price scores at least as high for at most as much.`;
}
