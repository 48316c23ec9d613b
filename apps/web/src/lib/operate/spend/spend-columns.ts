import type { SpendPart } from '@codejoust/contract/client';

const DAY_MS = 86_400_000;
/** Colours of their own; all other parts share the last one. */
const MOST_SHOWN = 4;
/** The tallest column. */
const FULL = 100;

type Piece = {
	/** Which colour: the place of its part, or the number of parts with a colour of their own. */
	readonly part: number;
	readonly cost: number;
	/** From the ground, of 100. */
	readonly from: number;
	readonly to: number;
};
export type SpendColumns = {
	/** One of each day, also of days without costs. */
	readonly columns: readonly {
		readonly day: string;
		readonly at: number;
		readonly pieces: readonly Piece[];
	}[];
	/** Micro-dollars of the dearest day. */
	readonly most: number;
	readonly shown: number;
};

/** Columns of costs from one day to another, both of them ISO dates; the first parts at the bottom. */
export function spendColumns(
	parts: readonly SpendPart[],
	{ from, to }: { readonly from: string; readonly to: string },
): SpendColumns {
	const days = listDays(from, to);
	const costs = new Map(days.map((day) => [day, new Map<number, number>()]));
	parts.forEach((part, place) => {
		const colour = Math.min(place, MOST_SHOWN);
		for (const { day, cost_micro_usd: cost } of part.days) {
			const column = costs.get(day);
			column?.set(colour, (column.get(colour) ?? 0) + cost);
		}
	});
	const sums = [...costs.values()].map((column) => sum(column.values()));
	const most = Math.max(0, ...sums);
	return {
		columns: days.map((day, at) => ({ day, at, pieces: pile(costs.get(day), most) })),
		most,
		shown: MOST_SHOWN,
	};
}

function listDays(from: string, to: string): readonly string[] {
	const [first, last] = [Date.parse(from), Date.parse(to)];
	return Array.from({ length: Math.round((last - first) / DAY_MS) + 1 }, (_, at) =>
		new Date(first + at * DAY_MS).toISOString().slice(0, 10),
	);
}

function pile(costs: ReadonlyMap<number, number> | undefined, most: number): readonly Piece[] {
	let ground = 0;
	return [...(costs ?? [])]
		.sort(([a], [b]) => a - b)
		.map(([part, cost]) => {
			const from = ground;
			ground += cost;
			return { part, cost, from: scale(from, most), to: scale(ground, most) };
		});
}

function scale(cost: number, most: number): number {
	return most === 0 ? 0 : Math.round((cost / most) * FULL * 100) / 100;
}

function sum(values: Iterable<number>): number {
	let all = 0;
	for (const value of values) all += value;
	return all;
}
