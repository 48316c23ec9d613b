import type { Database } from '@codejoust/db/connect';
import { appendAudit, findSetting, storeSetting } from '@codejoust/db/queries/access';
import type { BoardKey } from '@codejoust/db/queries/boards';
import { readJudgeCheckAccuracy } from '@codejoust/db/queries/judge-checks';
import { readCoverage } from '@codejoust/db/queries/promotions';
import type { PromotionGates } from '@codejoust/db/queries/rejudgings';
import type { Actor } from '../middleware/authenticate.ts';
import { type GateResult, promotionGates, type PromotionGatesBody } from '../schemas/rejudging.ts';

const SETTING = 'promotion-gates';
const USUAL: PromotionGatesBody = {
	minimum_accuracy: null,
	maximum_unscored: 0.05,
	coverage_needed: true,
};

export function asGates(body: PromotionGatesBody): PromotionGates {
	return {
		minimumAccuracy: body.minimum_accuracy,
		maximumUnscored: body.maximum_unscored,
		isCoverageNeeded: body.coverage_needed,
	};
}

export function presentGates(gates: PromotionGates): PromotionGatesBody {
	return {
		minimum_accuracy: gates.minimumAccuracy,
		maximum_unscored: gates.maximumUnscored,
		coverage_needed: gates.isCoverageNeeded,
	};
}

/** What holds a promotion back on this installation, where a re-judging has no gates of its own. */
export async function readPromotionGates(db: Database): Promise<PromotionGatesBody> {
	const stored = await findSetting(db, SETTING);
	return stored === undefined ? USUAL : promotionGates.parse(JSON.parse(stored));
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

/** Every gate before a board with what stands against it. Two cannot be opened: a board of a sample, and one that is not computed. */
export async function readGates(
	db: Database,
	key: BoardKey,
	gates: PromotionGates,
): Promise<readonly GateResult[]> {
	const coverage = await readCoverage(db, key);
	const { models, whole, sampled, games, unscored } = coverage;
	const accuracy = await readAccuracyGate(db, key.judgeVersionId, gates.minimumAccuracy);
	const share = games === 0 ? 0 : unscored / games;
	const most = gates.maximumUnscored;
	return [
		{
			gate: 'board',
			is_open: coverage.isComputed,
			value: null,
			limit: null,
			says: coverage.isComputed ? 'The board is computed.' : 'The board is not computed yet.',
		},
		{
			gate: 'questions',
			is_open: sampled === 0,
			value: sampled,
			limit: 0,
			says:
				sampled === 0
					? 'No model is judged on a sample alone.'
					: `${sampled} of ${models} models are judged on a sample of the questions.`,
		},
		{
			gate: 'coverage',
			is_open: !gates.isCoverageNeeded || whole === models,
			value: whole,
			limit: gates.isCoverageNeeded ? models : null,
			says: `${whole} of ${models} models are judged on every question.`,
		},
		{
			gate: 'unscored',
			is_open: most === null || share <= most,
			value: share,
			limit: most,
			says: `${unscored} of ${games} games are unscored${most === null ? '' : `, at most ${percent(most)} may be`}.`,
		},
		accuracy,
	];
}

async function readAccuracyGate(
	db: Database,
	judgeVersionId: number,
	limit: number | null,
): Promise<GateResult> {
	const gate = 'accuracy';
	const found = await readJudgeCheckAccuracy(db, judgeVersionId);
	if (found?.accuracy === undefined)
		return {
			gate,
			is_open: limit === null,
			value: null,
			limit,
			says: `No judge check of this judge version is finished${limit === null ? '' : `, and ${percent(limit)} is asked for`}.`,
		};
	const { accuracy, pairs } = found;
	const says = `Accuracy ${percent(accuracy)} in the newest judge check over ${pairs} pairs${limit === null ? '' : `; at least ${percent(limit)} is asked for`}.`;
	return { gate, is_open: limit === null || accuracy >= limit, value: accuracy, limit, says };
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
