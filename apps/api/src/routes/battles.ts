import { takeTurnFor } from '@codejoust/judge/endpoint/take-turn';
import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { viewerOf } from '../middleware/reader.ts';
import { isKeptBack, isOperatorReading, questionReaderOf } from '../middleware/withheld.ts';
import { openGate } from '../gate.ts';
import { presentBattle, presentBattleBrief } from '../present/battle.ts';
import { battle } from '@codejoust/contract/schemas/battle';
import { battlePage, battlePrompts } from '@codejoust/contract/schemas/battle-list';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { readBattlePage } from '../use-cases/battles/read-battle-page.ts';
import { readPrompts } from '../use-cases/battles/read-prompts.ts';
import { readScope, requireNamed, searchFilter } from './battle-filter.ts';
import { readBattle } from '../use-cases/battles/read-battle.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const battleQuery = searchFilter.extend({
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
		200: json(battlePage, 'Battles'),
		...problems('not-found', 'invalid-input', 'too-many-requests'),
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
		query: searchFilter,
	},
	responses: { 200: json(battle, 'The battle'), ...problems('not-found', 'invalid-input') },
});

const prompts = createRoute({
	method: 'get',
	path: '/v1/battles/{id}/prompts',
	tags: ['battles'],
	summary: 'What the judge was sent, to the letter',
	description:
		'The first request of each game, built again from the stored texts; one whose hash is not that of its game is left out.',
	request: {
		params: z.object({ id: z.string().regex(/^\d{1,15}$/, 'The id of a battle is a number.') }),
	},
	responses: {
		200: json(battlePrompts, 'The prompts'),
		...problems('not-found', 'invalid-input', 'too-many-requests'),
	},
});

/** A battle may hold megabytes of text, several times over while it is written. */
const TOGETHER = 4;

/** Battles: a response against the baseline’s on one question. */
export function battleRoutes(deps: RouteDeps) {
	const gate = openGate(TOGETHER);
	return newApp()
		.openapi(list, async (context) => {
			const query = context.req.valid('query');
			if (query.q !== undefined) {
				requireNamed(query, 'A search in texts');
				// What an operator finds is in no cache.
				isOperatorReading(context);
			}
			const scope = { ...(await readScope(deps.db, query)), viewer: viewerOf(context) };
			const { q, limit } = query;
			const found = await readBattlePage(deps.db, scope, {
				q,
				after: Number(query.cursor ?? 0),
				limit,
			});
			return context.json(
				{
					items: found.rows.map(({ row, foundIn }) => ({
						...presentBattleBrief(row, isKeptBack(context, row.visibility)),
						found_in: foundIn === undefined ? null : [...foundIn],
					})),
					next_cursor: found.next === undefined ? null : String(found.next),
					searched: found.searched ?? null,
				},
				200,
			);
		})
		.openapi(read, async (context) => {
			const filter = context.req.valid('query');
			if (filter.q !== undefined) requireNamed(filter, 'A search in texts');
			const scope = Object.keys(filter).length > 0 ? await readScope(deps.db, filter) : undefined;
			const id = Number(context.req.valid('param').id);
			const viewer = viewerOf(context);
			return gate(async () => {
				const found = await readBattle(deps.db, id, { viewer, scope, q: filter.q });
				const shown = presentBattle(found, questionReaderOf(context, found.row.visibility));
				// Written in one piece: of long ones, one at a time.
				await takeTurnFor(countCharacters(shown));
				return context.json(shown, 200);
			});
		})
		.openapi(prompts, async (context) => {
			const id = Number(context.req.valid('param').id);
			const viewer = viewerOf(context);
			// What an operator is shown is in no cache.
			isOperatorReading(context);
			return gate(async () => {
				const found = await readPrompts(deps, id, {
					viewer,
					isKeptFrom: (visibility) => isKeptBack(context, visibility),
				});
				const all = found.items.flatMap(({ messages }) => messages);
				await takeTurnFor(all.reduce((sum, { content }) => sum + content.length, 0));
				return context.json(found, 200);
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
