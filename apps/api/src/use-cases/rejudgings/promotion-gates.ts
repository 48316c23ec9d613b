import { formatPercent } from '@codejoust/contract/percent';
import type { BoardKey } from '@codejoust/db/queries/boards/boards';
import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { readCoverage } from '@codejoust/db/queries/rejudgings/promotions';
import { findSetting, storeSetting } from '@codejoust/db/queries/settings/settings';
import {
	GATE_LIMITS,
	type GateResult,
	LIMITED_GATES,
	type LimitedGate,
	promotionGates,
	type PromotionGatesBody,
} from '@codejoust/contract/schemas/promotion-gates';
import type { Actor } from '../../actor.ts';
import type { Measure, Measures } from './measure-judge.ts';

const SETTING = 'promotion-gates';

/** What holds a promotion back on this installation, where a re-judging has no gates of its own. */
export async function readPromotionGates(db: Database): Promise<PromotionGatesBody> {
	const stored = await findSetting(db, SETTING);
	return promotionGates.parse(stored === undefined ? {} : JSON.parse(stored));
}

/** The gates of a re-judging as they are stored: those of plans before version 0.2 have three fields, and the usual limits beside them. */
export function readStoredGates(stored: Readonly<Record<string, unknown>>): PromotionGatesBody {
	if (!('isCoverageNeeded' in stored)) return promotionGates.parse(stored);
	return promotionGates.parse({
		minimum_accuracy: stored['minimumAccuracy'],
		maximum_unscored: stored['maximumUnscored'],
		coverage_needed: stored['isCoverageNeeded'],
	});
}

export async function changePromotionGates(
	db: Database,
	{ gates, by }: { readonly gates: PromotionGatesBody; readonly by: Actor },
): Promise<void> {
	await db.transaction(async (tx) => {
		const before = await readPromotionGates(tx);
		await storeSetting(tx, { name: SETTING, value: JSON.stringify(gates) });
		await appendAudit(tx, {
			...by,
			action: 'promotion.gates',
			subject: 'service',
			before,
			after: gates,
		});
	});
}

/**
 * Every gate before a board with what stands against it. Two cannot be passed by: a board of a sample, and one that is not
 * computed. What could not be measured has not passed.
 */
export async function readGates(
	db: Database,
	key: BoardKey,
	{ gates, measures }: { readonly gates: PromotionGatesBody; readonly measures: Measures },
): Promise<readonly GateResult[]> {
	const { models, whole, sampled, games, unscored, isComputed } = await readCoverage(db, key);
	const share: Measure = {
		...(games > 0 && { value: unscored / games }),
		over: `${unscored} of ${games} games`,
	};
	const all: Measures = { ...measures, unscored: share };
	return [
		fixed('board', isComputed, {
			says: isComputed ? 'The board is computed.' : 'The board is not computed yet.',
		}),
		fixed('questions', sampled === 0, {
			value: sampled,
			limit: 0,
			says:
				sampled === 0
					? 'No model is judged on a sample alone.'
					: `${sampled} of ${models} models are judged on a sample of the questions.`,
		}),
		{
			gate: 'coverage',
			...(gates.coverage_needed
				? asked(whole === models)
				: { state: 'no-limit' as const, blocks: false }),
			is_overridable: true,
			value: whole,
			limit: gates.coverage_needed ? models : null,
			says: `${whole} of ${models} models are judged on every question.`,
		},
		...LIMITED_GATES.map((gate) =>
			compareWithLimit(gate, all[gate], gates[GATE_LIMITS[gate].field]),
		),
	];
}

function asked(isPassed: boolean) {
	return { state: isPassed ? ('passed' as const) : ('failed' as const), blocks: !isPassed };
}

function fixed(
	gate: 'board' | 'questions',
	isPassed: boolean,
	{ value, limit, says }: { value?: number; limit?: number; says: string },
): GateResult {
	return {
		gate,
		...asked(isPassed),
		is_overridable: false,
		value: value ?? null,
		limit: limit ?? null,
		says,
	};
}

function compareWithLimit(
	gate: LimitedGate,
	{ value, over, exemption }: Measure,
	limit: number | null,
): GateResult {
	const { words, side } = GATE_LIMITS[gate];
	const write = (number: number) => writeValue(gate, number);
	const measured = value === undefined ? 'not measured' : write(value);
	const found = `${words}: ${measured}${over === '' ? '' : ` (${over})`}`;
	const result = { gate, is_overridable: true, value: value ?? null };
	if (limit === null || exemption !== undefined) {
		const state = value === undefined ? 'not-measured' : 'no-limit';
		const why = exemption === undefined ? '' : ` No limit holds, ${exemption}.`;
		return { ...result, limit: null, state, blocks: false, says: `${found}.${why}` };
	}
	const says = `${found}; at ${side} ${write(limit)}.`;
	if (value === undefined) return { ...result, limit, state: 'not-measured', blocks: true, says };
	return { ...result, limit, ...asked(isWithin(gate, value, limit)), says };
}

function isWithin(gate: LimitedGate, value: number, limit: number): boolean {
	// Always the second answer is as bad as always the first.
	if (gate === 'first-position') return Math.max(value, 1 - value) <= limit;
	return GATE_LIMITS[gate].side === 'least' ? value >= limit : value <= limit;
}

function writeValue(gate: LimitedGate, value: number): string {
	return GATE_LIMITS[gate].from === -1 ? value.toFixed(2) : formatPercent(value);
}
