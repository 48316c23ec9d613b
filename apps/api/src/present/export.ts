import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ExportBattle, ExportRun } from '@codejoust/db/queries/boards/exports';
import type { OpenGame } from '@codejoust/db/queries/runs/open-battles';
import { promptOf } from '@codejoust/formats/questions/question-record';
import {
	type ExportSource,
	type GameLine,
	GAMES_FORMAT,
	type GameTexts,
	type PreferenceLine,
	PREFERENCES_FORMAT,
} from '@codejoust/contract/schemas/export';
import { readMessages } from '../stored-messages.ts';
import { asDifficulty } from './benchmark.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentPoints, presentStoredReading } from './reading.ts';

export type Origin = { readonly version: BenchmarkVersionRow; readonly run: ExportRun };
export type Bodies = ReadonlyMap<string, string | null>;

/** Battles of one run with their texts by hash. */
export type PreferencesPage = {
	readonly origin: Origin;
	readonly battles: readonly ExportBattle[];
	readonly bodies: Bodies;
};
export type GamesPage = Omit<PreferencesPage, 'bodies'> & {
	/** By battle. */
	readonly games: ReadonlyMap<number, readonly OpenGame[]>;
	/** Undefined where no texts are wanted. */
	readonly bodies: Bodies | undefined;
};

/** Every game as a line of JSON, a page at a time. */
export async function* writeGames(pages: AsyncIterable<GamesPage>): AsyncGenerator<string> {
	for await (const { origin, battles, games, bodies } of pages)
		yield asLines(
			battles.flatMap((battle) =>
				(games.get(battle.id) ?? []).map((game) => presentGameLine(origin, battle, game, bodies)),
			),
		);
}

/** Every pair of answers as a line of JSON, a page at a time; as chats, or as plain texts. */
export async function* writePreferences(
	pages: AsyncIterable<PreferencesPage>,
	{ isChat }: { readonly isChat: boolean },
): AsyncGenerator<string> {
	for await (const { origin, battles, bodies } of pages)
		yield asLines(
			battles.flatMap((battle) => presentPreference(origin, battle, { bodies, isChat }) ?? []),
		);
}

function asLines(values: readonly unknown[]): string {
	return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

export function presentSource({ version, run }: Origin, battle: ExportBattle): ExportSource {
	const { name, hash, criterion, fences, is_rehearsal: rehearsal } = presentJudgeBrief(run.judge);
	const model = presentModelBrief(run.model);
	return {
		benchmark: `${version.slug}@${version.version}`,
		benchmark_licence: version.licence,
		judge: name,
		judge_hash: hash,
		criterion,
		...(fences === undefined ? {} : { fences }),
		rehearsal,
		model: model.slug,
		model_licence: model.licence,
		variant: model.variant,
		submission_id: run.submissionId,
		battle_id: String(battle.id),
		question_id: battle.questionKey,
		category: battle.category,
		subcategory: battle.subcategory,
		languages: battle.languages,
		difficulty: asDifficulty(battle.difficulty),
	};
}

/** A game with what came back last; with its texts where `bodies` are given. */
function presentGameLine(
	origin: Origin,
	battle: ExportBattle,
	game: OpenGame,
	bodies: Bodies | undefined,
): GameLine {
	const [newest] = game.judgments;
	const reading = presentStoredReading(newest);
	return {
		schema: GAMES_FORMAT,
		...presentSource(origin, battle),
		order: game.order,
		identity: game.identity,
		...reading,
		points: presentPoints(reading, game.order),
		unscored_reason: newest?.unscoredReason ?? null,
		error_class: newest?.errorClass ?? null,
		attempts: game.judgments.length,
		model_reported: newest?.modelReported ?? null,
		prompt_tokens: newest?.promptTokens ?? null,
		completion_tokens: newest?.completionTokens ?? null,
		cost_micro_usd: newest?.costMicroUsd ?? null,
		received_at: newest?.receivedAt.toISOString() ?? null,
		outcome: battle.outcome ?? 'open',
		margin: battle.margin,
		consistency: battle.consistency,
		...(bodies
			? presentTexts(battle, battle.hasSecretWords ? null : (newest?.textHash ?? null), bodies)
			: {}),
	};
}

function presentTexts(battle: ExportBattle, wordsHash: string | null, bodies: Bodies): GameTexts {
	const messages = bodies.get(battle.contentHash) ?? null;
	const found = {
		messages: messages === null ? null : readMessages(messages),
		baseline_answer: bodies.get(battle.baselineHash) ?? null,
		answer: bodies.get(battle.answerHash) ?? null,
		judge_text: wordsHash === null ? null : (bodies.get(wordsHash) ?? null),
	};
	const redacted = (['messages', 'baseline_answer', 'answer', 'judge_text'] as const).filter(
		(name) => found[name] === null && (name !== 'judge_text' || wordsHash !== null),
	);
	return { ...found, redacted };
}

/** A pair for preference training; undefined where one of its texts was redacted. */
function presentPreference(
	origin: Origin,
	battle: ExportBattle,
	{ bodies, isChat }: { readonly bodies: Bodies; readonly isChat: boolean },
): PreferenceLine | undefined {
	const stored = bodies.get(battle.contentHash) ?? null;
	const answer = bodies.get(battle.answerHash) ?? null;
	const baseline = bodies.get(battle.baselineHash) ?? null;
	const { margin, consistency, decidedBy: by } = battle;
	if (stored === null || answer === null || baseline === null) return undefined;
	const isClear = by === 'ratings' || (consistency !== null && consistency !== 'flipped');
	if (margin === null || margin === 0 || !isClear)
		throw new Error(`battle ${battle.id} prefers nothing`);
	const messages = readMessages(stored);
	const isWon = margin > 0;
	const say = (content: string) => (isChat ? [{ role: 'assistant' as const, content }] : content);
	return {
		schema: PREFERENCES_FORMAT,
		prompt: isChat ? messages : promptOf({ messages }),
		chosen: say(isWon ? answer : baseline),
		rejected: say(isWon ? baseline : answer),
		margin: Math.abs(margin),
		chosen_is: isWon ? 'model' : 'baseline',
		consistency: consistency === 'flipped' ? null : consistency,
		...presentRatings(battle, isWon),
		...presentSource(origin, battle),
	};
}

function presentRatings(
	{ numbers }: ExportBattle,
	isWon: boolean,
): Pick<PreferenceLine, 'ratings'> {
	if (!numbers?.ratings) return {};
	const ratings = Object.entries(numbers.ratings).map(([criterion, { model, baseline }]) => ({
		criterion,
		chosen: isWon ? model : baseline,
		rejected: isWon ? baseline : model,
	}));
	return { ratings };
}
