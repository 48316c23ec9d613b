import { createHash } from 'node:crypto';
import { type GameOrder, GAME_ORDERS } from '@codejoust/arena/rules/game';
import { listNames } from '@codejoust/arena/text/printable';
import type { newPairJudgments, PairJudgments } from '@codejoust/contract/schemas/pair-judgments';
import type { Database } from '@codejoust/db/connect';
import { findCheckSet, listStoredPairs } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import { retryDeadlocks } from '@codejoust/db/retry-deadlocks';
import { createProblemList } from '@codejoust/formats/checks/problem-list';
import { type JudgedPair, readPairJudgments } from '@codejoust/formats/judgments/pair-judgments';
import type { RecordedGame } from '@codejoust/formats/judgments/recorded-judgment';
import type { z } from 'zod';
import type { Actor } from '../../actor.ts';
import type { ImportedSet } from '../../present/judge-check.ts';
import { Refusal } from '../../refusal.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { namePairFiles } from '../judge-checks/import-check-set.ts';
import { storePairJudgments } from './store-pair-judgments.ts';
import { matchPairs } from './match-pairs.ts';

/** What was imported, its set as it is stored. */
export type ImportedPairJudgments = Omit<PairJudgments, 'set'> & { readonly set: ImportedSet };

/**
 * Imports labelled pairs with what a judge has said of them: the pairs as a set, the judgments as a check of a recorded judge, all
 * or nothing. A set that is there already is used, in whatever order the file has its pairs.
 */
export async function importPairJudgments(
	db: Database,
	{
		metadata,
		files,
		by,
	}: {
		readonly metadata: z.output<typeof newPairJudgments>;
		readonly files: readonly Uint8Array[];
		readonly by: Actor;
	},
): Promise<ImportedPairJudgments> {
	const { set: about } = metadata;
	const named = await namePairFiles(about, files);
	const { detected, judged, problems, notes, records } = readPairJudgments(named, about);
	refuseProblems('pairs', problems);
	if (detected.kind === 'unknown' || judged.length === 0)
		throw new Refusal('invalid-input', 'The files hold no judgments of labelled pairs.');
	const { slug, version } = about;
	const known = await findCheckSet(db, { slug, version });
	if (known) {
		const others = createProblemList();
		const pairs = await listStoredPairs(db, known);
		matchPairs(judged, { name: `${slug}@${version}`, pairs }, others);
		refuseProblems('pairs', others.list());
	}
	const judgedBy = nameJudge(judged, metadata.judged_by);
	const orders = judged.every(({ games }) => games.length === 1) ? 'one' : 'both';
	const given = named.map(({ name, bytes }, at) => ({
		name,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		records: records[at] ?? 0,
	}));
	const stored = await retryDeadlocks(() =>
		storePairJudgments(db, {
			known,
			metadata,
			pairs: judged.map(({ pair }) => pair),
			format: detected.format,
			files: given,
			judgedBy,
			orders,
			hasOtherLabels: judged.some(({ games }) => games.some((game) => game.hasOtherLabels)),
			games: new Map(judged.map((one) => [one.pair.pair_id, orderGames(one.games)])),
			by,
		}),
	);
	return {
		...stored,
		set: { ...stored.set, notes: [detected.words, ...notes] },
		dry_run: metadata.dry_run,
		files: given,
		judged_by: judgedBy,
		orders,
	};
}

/** A check is of one judge: several would each have judged a part of the pairs. */
function nameJudge(judged: readonly JudgedPair[], given: string | undefined): string {
	if (given !== undefined) return given;
	const names = [...new Set(judged.flatMap(({ judge }) => judge ?? []))].sort();
	const [only] = names;
	if (only !== undefined && names.length === 1) return only;
	throw new Refusal(
		'invalid-input',
		only === undefined
			? 'The files do not say who judged: name that with judged_by.'
			: `The files have judgments of ${names.length} judges (${listNames(names, names.length, 3)}): import those of each judge by themselves, or name all of them together with judged_by.`,
	);
}

/** The first answer of a pair is the baseline's. */
function orderGames(games: readonly RecordedGame[]): ReadonlyMap<GameOrder, RecordedGame> {
	const [first, second] = GAME_ORDERS;
	return new Map(games.map((game) => [game.shownFirst === 'one' ? first : second, game]));
}
