import type { Client, NewJudge } from '@codejoust/contract/client';
import { type Cell, type CellPart, findObjectives, planCells } from './ablation-cells.ts';
import { count, formatDollars } from './format-numbers.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';
import type { RunWay } from './via-option.ts';

/** A check that the cells need. */
export type PlannedCheck = {
	readonly slug: string;
	readonly judge: NewJudge | undefined;
	readonly set: string;
	readonly games: number;
	readonly toAsk: number;
	/** Null without a price. */
	readonly costMicroUsd: number | null;
};

export type AblationPlan = {
	readonly set: string;
	readonly cells: readonly Cell[];
	/** By category; the whole set under ''. */
	readonly sets: ReadonlyMap<string, string>;
	/** Each check once, though several cells need it. */
	readonly checks: readonly PlannedCheck[];
	readonly toAsk: number;
	readonly costMicroUsd: number | null;
};

type Asked = {
	readonly set: string;
	readonly judge: string;
	readonly sample?: number | undefined;
	readonly replicate: number;
	readonly via: RunWay;
	readonly isAblation: boolean;
};

/** All checks of an ablation with what they would ask and cost. Stores parts of the set; releases and asks nothing. */
export async function planAblation(client: Client, asked: Asked): Promise<AblationPlan> {
	await requireBase(client, asked.judge);
	const set =
		asked.sample === undefined
			? asked.set
			: (await client.takeSetPart({ set: asked.set, sample: asked.sample })).name;
	const { name, categories } = await client.checkSet(set);
	const names = categories.map(({ category }) => category);
	if (findObjectives(names).length === 0)
		throw new UsageError(
			safeText(
				`--criterion by-objective needs a set with a category that is the name of a shipped criterion; ${name} has: ${names.join(', ')}.`,
			),
		);
	const cells = planCells(asked.judge, names, asked);
	const sets = new Map([['', name]]);
	for (const category of findObjectives(names))
		sets.set(category, (await client.takeSetPart({ set: name, category })).name);
	const parts = new Map(
		cells.flatMap((cell) => cell.parts.map((part) => [checkKey(part), part] as const)),
	);
	const checks: PlannedCheck[] = [];
	for (const part of parts.values())
		checks.push(await estimate(client, part, setOf(sets, part), asked));
	const costs = checks.map(({ costMicroUsd }) => costMicroUsd);
	return {
		set: name,
		cells,
		sets,
		checks,
		toAsk: checks.reduce((sum, { toAsk }) => sum + toAsk, 0),
		costMicroUsd: costs.reduce<number | null>(
			(sum, cost) => (sum === null || cost === null ? null : sum + cost),
			0,
		),
	};
}

/** Names the check of a part. */
export function checkKey({ slug, category }: CellPart): string {
	return `${slug} ${category ?? ''}`;
}

export function setOf(sets: AblationPlan['sets'], { category = '' }: CellPart): string {
	return sets.get(category) ?? '';
}

async function requireBase(client: Client, name: string): Promise<void> {
	const { definition } = await client.judge(name);
	const given = ['criterion', 'prepare'].filter((field) => definition[field] !== undefined);
	if (!name.includes('@') || given.length > 0)
		throw new UsageError(
			safeText(
				`--criterion by-objective makes its judges from a version, name@version, without a criterion and without prepare; ${name} ${given.length > 0 ? `has ${given.join(' and ')}` : 'names no version'}.`,
			),
		);
}

/** A replicate that nobody asks: what a judge would cost of which nothing is known. */
const UNASKED = 99;

/** By its own replies where the version exists; else as if the base judge had not been asked before. */
async function estimate(
	client: Client,
	{ slug, judge }: CellPart,
	set: string,
	{ judge: base, replicate, via }: Asked,
): Promise<PlannedCheck> {
	const preview = judge && (await client.checkJudge(judge));
	const order =
		preview?.is_new === true
			? { judge: base, replicate: UNASKED }
			: { judge: preview?.name ?? base, replicate };
	const { games, games_to_ask, cost_micro_usd } = await client.estimateCheck({
		set,
		via,
		...order,
	});
	// What is known is not paid again, whatever its price.
	const costMicroUsd = games_to_ask === 0 ? 0 : cost_micro_usd;
	return { slug, judge, set, games, toAsk: games_to_ask, costMicroUsd };
}

/** The figure that says yes to a plan: games and dollars, `720:1.2345`. */
export function figureOf({ toAsk, costMicroUsd }: AblationPlan): string {
	return `${toAsk}:${costMicroUsd === null ? 'unknown' : (costMicroUsd / 1e6).toFixed(4)}`;
}

/** Whether a figure says yes to the plan as it is now: to no fewer games and no lower cost. */
export function isConfirmed(plan: AblationPlan, figure: string): boolean {
	const [games = '', dollars = ''] = figure.split(':');
	if (!/^\d+$/.test(games) || plan.toAsk > Number(games)) return false;
	if (plan.costMicroUsd === null) return dollars === 'unknown';
	// The figure was rounded.
	return plan.costMicroUsd / 1e6 <= Number(dollars) + 0.00005;
}

/** What the plan would ask, a line for each check, and its sum. */
export function describePlan(plan: AblationPlan): readonly string[] {
	return [
		...plan.checks.map(
			({ slug, set, games, toAsk, costMicroUsd }) =>
				`${slug} over ${set}: ${count(games, 'game')}, ${toAsk} to ask, ${costMicroUsd === null ? 'cost unknown' : `about ${formatDollars(costMicroUsd)}`}`,
		),
		`Together ${count(plan.checks.length, 'check')}, ${count(plan.toAsk, 'game')} to ask, ${plan.costMicroUsd === null ? 'cost unknown: a judge has no price' : `about ${formatDollars(plan.costMicroUsd)}`}.`,
	].map(safeText);
}
