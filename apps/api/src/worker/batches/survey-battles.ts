import { isOfProvider } from '@codejoust/arena/rules/judgment';
import {
	loadOpenBattles,
	type OpenBattle,
	type OpenGame,
} from '@codejoust/db/queries/runs/open-battles';
import { type LineHistory, readLineHistory } from '@codejoust/db/queries/runs/judge-batches';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { isPermanentClass } from '@codejoust/judge/reply/error-class';
import { needsOperator } from '../as-judgment-row.ts';
import { asSettledBattle, costOf } from '../as-settled-battle.ts';
import { type Remaining, whatRemains } from '../known-judgment.ts';
import { asJudgment } from '../../stored-judgment.ts';
import type { BatchStep } from './batch-deps.ts';

/** A game comes back without a reply from this many batches, then it is left unscored as the last error says. */
const MOST_FAILURES = 3;

/** A game that a run still has to ask. */
export type GameToAsk = {
	readonly battle: OpenBattle;
	readonly game: OpenGame;
	readonly remaining: Exclude<Remaining, { kind: 'nothing' }>;
	/** Batches that ended before it was asked, since an operator last looked. */
	readonly timesNotAsked: number;
};

/** Settles battles of which everything is known, and returns the games of the others that are not. */
export async function surveyBattles(
	battleIds: readonly number[],
	{ db, run, definition, progress }: BatchStep,
): Promise<readonly GameToAsk[]> {
	const battles = await loadOpenBattles(db, battleIds);
	const since = latest(run.retriedAt, run.resumedAt);
	const history = await readLineHistory(db, { runId: run.id, battleIds, since });
	const { decide } = protocolOf(definition);
	const toAsk: GameToAsk[] = [];
	const settling = battles.map(async (battle) => {
		const games = battle.games.map((game) => {
			const past = history.get(game.identity);
			const remaining = giveUp(game, past) ?? whatRemains(game.judgments[0], run, definition);
			return { game, remaining, timesNotAsked: past?.notAsked ?? 0 };
		});
		const known = games.flatMap(({ game, remaining }) =>
			remaining.kind === 'nothing'
				? [{ judgment: remaining.judgment, costMicroUsd: costOf(game.judgments) }]
				: [],
		);
		if (known.length === games.length)
			return progress.settle(asSettledBattle(battle, known, decide));
		for (const { game, remaining, timesNotAsked } of games)
			if (remaining.kind !== 'nothing') toAsk.push({ battle, game, remaining, timesNotAsked });
	});
	await Promise.all(settling);
	return toAsk;
}

/** An error that asking again does not help against, or that came too often, is how a game ends. */
function giveUp(game: OpenGame, past: LineHistory | undefined): Remaining | undefined {
	const [newest] = game.judgments;
	if (!past || past.failed === 0 || !newest) return undefined;
	const judgment = asJudgment(newest);
	if (!isOfProvider(judgment) || needsOperator(judgment)) return undefined;
	const isPermanent = judgment.reason === 'provider-error' && isPermanentClass(judgment.errorClass);
	const isOver = isPermanent || past.failed >= MOST_FAILURES;
	return isOver ? { kind: 'nothing', judgment } : undefined;
}

function latest(...times: readonly (Date | null)[]): Date | null {
	const known = times.flatMap((time) => (time ? [time.getTime()] : []));
	return known.length === 0 ? null : new Date(Math.max(...known));
}
