import { rm } from 'node:fs/promises';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';
import {
	type AnswerOrigin,
	type AnswerRow,
	type AnswerSettings,
	readAnswerRow,
	writeAnswerRow,
} from './answer-row.ts';
import { type AppendLog, openAppendLog, readAppendLog } from './append-log.ts';
import { takeLock } from './lock-file.ts';
import { readStoredTurn, type StoredTurn } from './stored-turn.ts';
import { type AnswerTotals, countRow, NO_ANSWERS } from './answer-totals.ts';
import type { TurnReply } from './read-turn.ts';

/** One answer that is wanted: of a question, the n-th from 1. */
export type Wanted = { readonly questionId: string; readonly sample: number };

/** The files of one `answer`: one of answers for each sample, what the model thought, turns of unfinished conversations. */
export type AnswerFiles = {
	/** Whether the answer is in its file. */
	readonly has: (wanted: Wanted) => boolean;
	/** What was said at the first turns of a question that is not answered to its end. */
	readonly turnsOf: (wanted: Wanted) => readonly TurnReply[];
	/** Keeps a turn that others follow; resolves when it is durable. */
	readonly keepTurn: (wanted: Wanted, turn: number, reply: TurnReply) => Promise<void>;
	/** Writes an answer; resolves when it is durable. */
	readonly write: (
		wanted: Wanted,
		replies: readonly TurnReply[],
		skippedFor?: string,
	) => Promise<void>;
	readonly totals: () => AnswerTotals;
	/** Closes all files; what only an interrupted conversation needs is removed once every answer is there. */
	readonly close: (isComplete: boolean) => Promise<void>;
};

/** Where everything is stored. */
export type AnswerPaths = {
	/** By sample, from the first. */
	readonly answers: readonly string[];
	readonly thinking: string;
	readonly turns: string;
	readonly batches: string;
	readonly lock: string;
};

/** `answers.jsonl`, for a second sample `answers.2.jsonl`, and beside them `answers.thinking.jsonl` and others. */
export function namePaths(out: string, samples: number): AnswerPaths {
	const base = out.replace(/\.jsonl$/, '');
	return {
		answers: Array.from({ length: samples }, (_, at) =>
			at === 0 ? out : `${base}.${at + 1}.jsonl`,
		),
		thinking: `${base}.thinking.jsonl`,
		turns: `${base}.turns.jsonl`,
		batches: `${base}.batches.json`,
		lock: `${base}.lock`,
	};
}

/** Opens the files, and reads what an earlier command has stored. Refuses answers of other settings. */
export async function openAnswerFiles(
	paths: AnswerPaths,
	made: { readonly settings: AnswerSettings; readonly origin: AnswerOrigin },
): Promise<AnswerFiles> {
	const unlock = await takeLock(paths.lock);
	try {
		return await openLocked(paths, made, unlock);
	} catch (error) {
		await unlock();
		throw error;
	}
}

async function openLocked(
	paths: AnswerPaths,
	made: { readonly settings: AnswerSettings; readonly origin: AnswerOrigin },
	unlock: () => Promise<void>,
): Promise<AnswerFiles> {
	const done = new Set<string>();
	let totals = NO_ANSWERS;
	for (const [at, path] of paths.answers.entries())
		await readAppendLog(path, (value, line) => {
			const row = requireRow(path, line, value, made.settings);
			const key = keyOf({ questionId: row.question_id, sample: at + 1 });
			if (done.has(key)) return;
			done.add(key);
			totals = countRow(totals, row);
		});
	const turns = await readTurns(paths.turns, done);
	const logs = await Promise.all(paths.answers.map(openAppendLog));
	const lazy = openLazily();

	return {
		has: (wanted) => done.has(keyOf(wanted)),
		turnsOf: (wanted) => turns.get(keyOf(wanted)) ?? [],
		keepTurn: async (wanted, turn, reply) => {
			const stored: StoredTurn = {
				question_id: wanted.questionId,
				sample: wanted.sample,
				turn,
				reply,
			};
			await (await lazy.open(paths.turns)).append(stored);
			turns.set(keyOf(wanted), [...(turns.get(keyOf(wanted)) ?? []), reply]);
		},
		write: async (wanted, replies, skippedFor) => {
			const { questionId, sample } = wanted;
			const thoughts = replies.map(({ thinking }) => thinking);
			// Before the answer: an answer that is there is never asked again.
			if (thoughts.some((thought) => thought !== null))
				await (
					await lazy.open(paths.thinking)
				).append({ question_id: questionId, sample, thinking: thoughts });
			const row = writeAnswerRow(questionId, replies, made, skippedFor);
			await logs[sample - 1]?.append(row);
			done.add(keyOf(wanted));
			turns.delete(keyOf(wanted));
			totals = countRow(totals, row);
		},
		totals: () => totals,
		close: async (isComplete) => {
			await Promise.all([...logs, ...(await lazy.all())].map((log) => log.close()));
			if (isComplete) await rm(paths.turns, { force: true });
			await unlock();
		},
	};
}

function openLazily() {
	const opened = new Map<string, Promise<AppendLog>>();
	return {
		open: (path: string) => {
			const log = opened.get(path) ?? openAppendLog(path);
			opened.set(path, log);
			return log;
		},
		all: () => Promise.all(opened.values()),
	};
}

/** The turns of conversations that have no answer yet. */
async function readTurns(
	path: string,
	done: ReadonlySet<string>,
): Promise<Map<string, readonly TurnReply[]>> {
	const turns = new Map<string, readonly TurnReply[]>();
	await readAppendLog(path, (value, line) => {
		const stored = readStoredTurn(value);
		if (!stored)
			throw new UsageError(
				`${safeText(path)} cannot be continued: line ${line} is no turn of an answer.`,
			);
		const key = keyOf({ questionId: stored.question_id, sample: stored.sample });
		const earlier = turns.get(key) ?? [];
		if (!done.has(key) && stored.turn === earlier.length)
			turns.set(key, [...earlier, stored.reply]);
	});
	return turns;
}

function requireRow(
	path: string,
	line: number,
	value: unknown,
	settings: AnswerSettings,
): AnswerRow {
	const row = readAnswerRow(value);
	if (!row)
		throw new UsageError(
			`${safeText(path)} cannot be continued: line ${line} was not written by "codejoust answer". Use another --out.`,
		);
	const differing = listDifferences(row, settings);
	if (differing.length === 0) return row;
	throw new UsageError(
		`${safeText(path)} holds other answers: ${differing.join('; ')}. Use another --out, or the same settings.`,
	);
}

/** What of the settings differs, a phrase each. */
function listDifferences(
	{ model, provenance }: AnswerRow,
	settings: AnswerSettings,
): readonly string[] {
	const show = (value: unknown) => safeText(canonicalJson(value)).slice(0, 200);
	const pairs = [
		['model', model, settings.model],
		['benchmark', provenance.benchmark, settings.benchmark],
		['sampling', provenance.sampling, settings.sampling],
		['system prompt (SHA-256)', provenance.system_sha256, settings.system_sha256],
	] as const;
	return pairs
		.filter(([, theirs, ours]) => canonicalJson(theirs) !== canonicalJson(ours))
		.map(([name, theirs, ours]) => `its ${name} is ${show(theirs)}, yours ${show(ours)}`);
}

function keyOf({ questionId, sample }: Wanted): string {
	return `${sample} ${questionId}`;
}
