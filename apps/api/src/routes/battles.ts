import { takeTurnFor } from '@codejoust/judge/endpoint/take-turn';
import { createRoute, z } from '@hono/zod-openapi';
import { OUTCOME_FILTERS, UNSCORED_REASONS } from '@codejoust/contract/schemas/closed-lists';
import { listBattles } from '@codejoust/db/queries/boards/battle-pages';
import type { BattleScope } from '@codejoust/db/queries/boards/battles';
import type { RouteDeps } from './route-deps.ts';
import { viewerOf } from '../middleware/reader.ts';
import { isKeptBack, questionReaderOf } from '../middleware/withheld.ts';
import { openGate } from '../gate.ts';
import { presentBattle, presentBattleBrief } from '../present/battle.ts';
import { battle, battleBrief } from '@codejoust/contract/schemas/battle';
import {
	benchmarkName,
	cursor,
	pageLimit,
	slug,
	sliceQuery,
} from '@codejoust/contract/schemas/names';
import { findJudge } from '../use-cases/judges/find-judge.ts';
import { findVersion } from '../find-version.ts';
import { readBattle } from '../use-cases/battles/read-battle.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

/** Which battles; all keys that are given must fit. */
const battleFilter = sliceQuery.extend({
	benchmark: benchmarkName.optional(),
	model: slug.optional(),
	submission: z.string().max(80).optional(),
	run: z.string().max(80).optional(),
	question: z.string().max(200).optional(),
	judge: z.string().max(200).optional(),
	outcome: z.enum(OUTCOME_FILTERS).optional(),
	reason: z
		.enum(['empty-answer', 'equal-texts', ...UNSCORED_REASONS])
		.optional()
		.openapi({
			description:
				'Why a battle is unscored, or that its answer was empty, or equal to the baseline’s.',
		}),
});
const battleQuery = battleFilter.extend({
	cursor: cursor.regex(/^\d{1,15}$/, 'Use the value of next_cursor as the cursor.').optional(),
	limit: pageLimit.default(50),
});

const list = createRoute({
	method: 'get',
	path: '/v1/battles',
	tags: ['battles'],
	summary: 'Battles by model, question, outcome, …',
	request: { query: battleQuery },
	responses: {
		200: json(pageOf(battleBrief, 'BattlePage'), 'Battles'),
		...problems('not-found', 'invalid-input'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/v1/battles/{id}',
	tags: ['battles'],
	summary: 'A battle: question, both answers, both games and the judge’s words',
	description:
		'With filters its neighbours are those of the filtered list, without them those of its run.',
	request: {
		params: z.object({ id: z.string().regex(/^\d{1,15}$/, 'The id of a battle is a number.') }),
		query: battleFilter,
	},
	responses: { 200: json(battle, 'The battle'), ...problems('not-found', 'invalid-input') },
});

/** A battle may hold megabytes of text, several times over while it is written. */
const TOGETHER = 4;

/** Battles: a response against the baseline’s on one question. */
export function battleRoutes(deps: RouteDeps) {
	const gate = openGate(TOGETHER);
	return newApp()
		.openapi(list, async (context) => {
			const query = context.req.valid('query');
			const rows = await listBattles(
				deps.db,
				{ ...(await readScope(deps, query)), viewer: viewerOf(context) },
				{
					after: Number(query.cursor ?? 0),
					limit: query.limit + 1,
				},
			);
			const shown = rows.slice(0, query.limit);
			const last = shown.at(-1);
			return context.json(
				{
					items: shown.map((row) => presentBattleBrief(row, isKeptBack(context, row.visibility))),
					next_cursor: rows.length > query.limit && last ? String(last.battle.id) : null,
				},
				200,
			);
		})
		.openapi(read, async (context) => {
			const filter = context.req.valid('query');
			const scope = Object.keys(filter).length > 0 ? await readScope(deps, filter) : undefined;
			const id = Number(context.req.valid('param').id);
			const viewer = viewerOf(context);
			return gate(async () => {
				const found = await readBattle(deps.db, id, { viewer, scope });
				const shown = presentBattle(found, questionReaderOf(context, found.row.visibility));
				// Written in one piece: of long ones, one at a time.
				await takeTurnFor(countCharacters(shown));
				return context.json(shown, 200);
			});
		});
}

/** Of the texts, which are nearly all of a long battle. */
function countCharacters({ answer, baseline_answer, sent, games }: z.infer<typeof battle>): number {
	const judgments = games.flatMap((game) => game.judgments);
	const replies = judgments.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
	const prepared = sent ? sent.answer.text.length + sent.baseline_answer.text.length : 0;
	return answer.length + baseline_answer.length + prepared + replies;
}

async function readScope(
	deps: RouteDeps,
	query: z.infer<typeof battleFilter>,
): Promise<BattleScope> {
	return {
		benchmarkVersionId:
			query.benchmark === undefined ? undefined : (await findVersion(deps.db, query.benchmark)).id,
		judgeVersionId:
			query.judge === undefined ? undefined : (await findJudge(deps.db, query.judge)).id,
		runId: query.run,
		submissionId: query.submission,
		modelSlug: query.model,
		questionKey: query.question,
		category: query.category,
		subcategory: query.subcategory,
		language: query.language,
		difficulty: query.difficulty,
		outcome: query.outcome,
		reason: query.reason,
	};
}
