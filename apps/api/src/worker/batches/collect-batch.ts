import type { BatchLineResult } from '@codejoust/db/schema/judge-batches';
import {
	type BatchLineRow,
	closeJudgeBatch,
	type JudgeBatchRow,
	listBatchLines,
} from '@codejoust/db/queries/runs/judge-batches';
import { loadOpenBattles, type OpenBattle } from '@codejoust/db/queries/runs/open-battles';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import { type BatchLine, missingLine } from '@codejoust/judge/batch/batch-lines';
import { readSign } from '@codejoust/judge/holds/read-sign';
import { countSuspicions } from '@codejoust/judge/holds/suspicions';
import { buildGameRequest } from '@codejoust/judge/game/play-game';
import { readDelivery } from '@codejoust/judge/game/read-delivery';
import { costMicroUsd } from '@codejoust/judge/endpoint/prices';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { asGame, isWhole, type WholeBattle } from '../as-game.ts';
import { asJudgmentRow } from '../as-judgment-row.ts';
import { whatRemains } from '../known-judgment.ts';
import type { NewHold } from '../holds/judge-gate.ts';
import { type BatchStep, inBlocks } from './batch-deps.ts';

type EndedBatch = JudgeBatchRow & { readonly endedAt: Date };

/** What one line came to, and what it cost when that is not in a judgment. */
type Collected = {
	readonly result: BatchLineResult;
	readonly spare?: AskResult;
};

/**
 * Stores all that came of a batch that has ended, the way live replies are stored. Everything is received at the moment
 * its end was first seen, so a process that died on the way is followed by one that stores the rest and nothing twice.
 */
export async function collectBatch(batch: EndedBatch, step: BatchStep): Promise<void> {
	const came = await readResults(batch, step);
	const results = new Map<string, BatchLineResult>();
	const spares: AskResult[] = [];
	const signs = watchLines(batch);
	for (const lines of inBlocks(await listBatchLines(step.db, batch.id))) {
		step.signal.throwIfAborted();
		const battles = await loadOpenBattles(step.db, [
			...new Set(lines.map(({ battleId }) => battleId)),
		]);
		const byId = new Map(battles.map((battle) => [battle.id, battle]));
		await Promise.all(
			lines.map(async (line) => {
				const result = came.get(line.identity)?.result ?? ofMissing(batch);
				const one = await collectLine({ line, result, batch, step }, byId.get(line.battleId));
				results.set(line.identity, one.result);
				if (one.spare) spares.push(one.spare);
				if (result !== 'not-asked') signs.note(line.identity, result);
			}),
		);
	}
	const hold = signs.hold();
	// What the judge is at fault for is no failure of the games: they are asked again when the hold is lifted.
	if (hold)
		for (const [identity, result] of results)
			if (result === 'failed') results.set(identity, 'not-asked');
	await closeJudgeBatch(step.db, batch, results, payFor(spares, step));
	if (!hold) return;
	step.holdJudge({ ...hold, askedAt: batch.endedAt });
	await step.watch.stored();
}

/** What the lines of a batch say of the judge: they are asked at the same time, so that one answer clears all the others. */
function watchLines({ endedAt }: EndedBatch) {
	const suspicions = countSuspicions(() => true);
	let lines = 0;
	let isAnswered = false;
	let found: Omit<NewHold, 'askedAt'> | undefined;
	return {
		note: (gameId: string, result: AskResult) => {
			const sign = readSign(result);
			if (sign.kind === 'answer') isAnswered = true;
			if (sign.kind === 'hold') found = sign;
			if (sign.kind === 'suspicion')
				suspicions.add(sign, { gameId, number: ++lines, askedAt: endedAt });
		},
		hold: (): Omit<NewHold, 'askedAt'> | undefined => {
			const alike = isAnswered ? undefined : suspicions.enough();
			return found ?? (alike && { cause: alike.cause, reason: alike.reason, isOfEndpoint: false });
		},
	};
}

async function readResults(
	{ outputFileId, errorFileId, id }: EndedBatch,
	{ api, db, log, signal }: BatchStep,
): Promise<ReadonlyMap<string, BatchLine>> {
	const came = new Map<string, BatchLine>();
	for (const fileId of [outputFileId, errorFileId]) {
		if (fileId === null) continue;
		for (const line of await api.readResults(fileId, signal))
			if (!came.has(line.id)) came.set(line.id, line);
	}
	const ours = new Set((await listBatchLines(db, id)).map(({ identity }) => identity));
	const strangers = [...came.keys()].filter((name) => !ours.has(name)).length;
	if (strangers > 0)
		log.warn({ batch: id, strangers }, 'a batch has returned lines that were not asked');
	return came;
}

/** A batch that was completed owes every line; one that ended early does not. */
function ofMissing({ status }: EndedBatch): BatchLine['result'] {
	return status === 'completed' ? missingLine() : 'not-asked';
}

async function collectLine(
	from: {
		readonly line: BatchLineRow;
		readonly result: BatchLine['result'];
		readonly batch: EndedBatch;
		readonly step: BatchStep;
	},
	battle: OpenBattle | undefined,
): Promise<Collected> {
	const { line, result, batch, step } = from;
	if (result === 'not-asked') return { result };
	const game = battle?.games.find(({ identity }) => identity === line.identity);
	// Not what an earlier try to collect this batch has stored.
	const earlier = game?.judgments.filter(
		({ receivedAt }) => receivedAt.getTime() !== batch.endedAt.getTime(),
	);
	// A text that was redacted meanwhile leaves nothing that a reply could be read against.
	const isReadable = battle && game && isWhole(battle);
	if (!isReadable || earlier?.[0]?.verdict != null) return { result: 'known', spare: result };
	const remaining = whatRemains(earlier?.[0], step.run, step.definition);
	const attempt = await readAttempt({ ...from, result }, battle, {
		order: game.order,
		remaining: line.isReAsk ? remaining : { kind: 'ask' },
	});
	const row = asJudgmentRow(attempt, line.identity, step);
	const instead = await step.progress.record(row);
	const asked = { judge: step.judge.model, endpoint: step.endpoint.name };
	step.metrics.observeAttempt(attempt, asked, row.costMicroUsd);
	const isAnswered = result.kind === 'reply' && instead === undefined;
	return { result: isAnswered ? 'answered' : 'failed' };
}

async function readAttempt(
	from: {
		readonly line: BatchLineRow;
		readonly result: AskResult;
		readonly batch: EndedBatch;
		readonly step: BatchStep;
	},
	battle: WholeBattle,
	{
		order,
		remaining,
	}: Pick<OpenBattle['games'][number], 'order'> & {
		readonly remaining: Parameters<typeof asGame>[2];
	},
): Promise<Attempt> {
	const { line, result, batch, step } = from;
	const game = await asGame(battle, { order }, remaining, step);
	const delivery = {
		result,
		transportRetries: 0,
		transportErrors: {},
		paidRetries: 0,
		askedAt: (batch.sentAt ?? batch.createdAt).getTime(),
		receivedAt: batch.endedAt.getTime(),
	};
	const { request } = await buildGameRequest(game, step);
	const read = await readDelivery(delivery, request, { ...step, countTokens });
	return { ...read, isReAsk: line.isReAsk, latencyMs: null };
}

function payFor(spares: readonly AskResult[], { price }: BatchStep) {
	const uses = spares.map((spare) => ({
		promptTokens: spare.said?.usage.promptTokens ?? 0,
		completionTokens: spare.said?.usage.completionTokens ?? 0,
	}));
	const sum = (pick: (use: (typeof uses)[number]) => number) =>
		uses.reduce((total, use) => total + pick(use), 0);
	const use = {
		promptTokens: sum(({ promptTokens }) => promptTokens),
		completionTokens: sum(({ completionTokens }) => completionTokens),
	};
	return { ...use, costMicroUsd: costMicroUsd(use, price) ?? null };
}
