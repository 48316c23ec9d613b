import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { findBoards } from '@codejoust/db/queries/boards/find-boards';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { ApiDeps } from '../deps.ts';
import { refuseKeptBack } from '../middleware/withheld.ts';
import { writeCritiques } from '../present/critiques.ts';
import { writeGames, writePreferences } from '../present/export.ts';
import { OUTCOME_FILTERS } from '@codejoust/contract/schemas/closed-lists';
import { critiqueLine, gameLine, preferenceLine } from '@codejoust/contract/schemas/export';
import { benchmarkName, sliceQuery, slug } from '@codejoust/contract/schemas/names';
import { findJudge } from '../use-cases/judges/find-judge.ts';
import { findVersion } from '../find-version.ts';
import {
	type ExportScope,
	readCritiquePages,
	readGamePages,
	readPreferencePages,
} from '../use-cases/battles/read-export-pages.ts';
import { newApp } from './new-app.ts';
import { problems } from './problem-responses.ts';
import { sendLines } from './send-lines.ts';

const EVERY_JUDGE = 'all';

const filters = sliceQuery.extend({
	benchmark: benchmarkName,
	judge: z
		.string()
		.max(200)
		.optional()
		.openapi({
			description: `A judge version, \`name@version\`, or \`${EVERY_JUDGE}\`; that of the live board by default.`,
		}),
	model: slug.optional(),
	submission: z.string().max(80).optional(),
	question: z.string().max(200).optional(),
});

/** Typed loosely: what is streamed is no value that the route's type could check. */
const lines = (name: string): RouteConfig['responses'] => ({
	200: {
		description: `Lines, each a ${name}, by run and question`,
		content: { 'application/x-ndjson': { schema: z.string() } },
	},
	...problems('not-found', 'invalid-input', 'unauthenticated', 'forbidden'),
});

const games = createRoute({
	method: 'get',
	path: '/v1/exports/games',
	tags: ['exports'],
	summary: 'Every game that matches, one JSON object a line',
	request: {
		query: filters.extend({
			outcome: z.enum(OUTCOME_FILTERS).optional(),
			texts: z.enum(['0', '1']).default('0').openapi({
				description: '1: with question, answers and the judge’s words.',
			}),
		}),
	},
	responses: lines('GameLine'),
});

const preferences = createRoute({
	method: 'get',
	path: '/v1/exports/preferences',
	tags: ['exports'],
	summary: 'Pairs of a chosen and a rejected answer, for preference training such as DPO',
	description:
		'Of battles decided by two scored games that do not contradict each other, or by ratings: never of ties, flips, equal ratings, unscored battles, empty or redacted texts.',
	request: {
		query: filters.extend({
			from: z.enum(['verdicts', 'ratings']).default('verdicts').openapi({
				description:
					'What a pair is made from: two games, or the ratings of both answers by a judge that rates.',
			}),
			least_gap: z.coerce.number().gt(0).max(9).default(1).openapi({
				description: 'Of ratings: how far apart the mean ratings of the two answers are, 1 to 9.',
			}),
			least_margin: z.coerce.number().int().min(1).max(4).default(1).openapi({
				description: 'Of 1 to 4: how far apart the two answers are in both games together.',
			}),
			shape: z.enum(['text', 'messages']).default('text').openapi({
				description: 'Whether prompt, chosen and rejected are texts or lists of messages.',
			}),
		}),
	},
	responses: lines('PreferenceLine'),
});

const critiques = createRoute({
	method: 'get',
	path: '/v1/exports/critiques',
	tags: ['exports'],
	summary: 'Ratings of single answers with their rationales, for training of critics',
	description:
		'Of judges that rate one answer at a time: never of ratings that could not be read, or of redacted texts. The rating of a baseline’s answer is there once.',
	request: { query: filters },
	responses: lines('CritiqueLine'),
});

/** Files of everything, made while they are sent. */
export function exportRoutes(deps: Pick<ApiDeps, 'db' | 'now'>) {
	const app = newApp();
	app.openAPIRegistry.register('GameLine', gameLine);
	app.openAPIRegistry.register('PreferenceLine', preferenceLine);
	app.openAPIRegistry.register('CritiqueLine', critiqueLine);
	return app
		.openapi(games, async (context) => {
			const query = context.req.valid('query');
			const scope = await readScope(deps, query);
			const hasTexts = query.texts === '1';
			if (hasTexts) refuseKeptBack(context, scope.version.visibility);
			const pages = readGamePages(deps.db, { ...scope, outcome: query.outcome, hasTexts });
			return sendLines(context, writeGames(pages), headersOf(scope, 'games'));
		})
		.openapi(preferences, async (context) => {
			const query = context.req.valid('query');
			const scope = await readScope(deps, query);
			refuseKeptBack(context, scope.version.visibility);
			const { from, least_margin: margin, least_gap: gap, shape } = query;
			const least = from === 'ratings' ? { gap } : { margin };
			const pages = readPreferencePages(deps.db, { ...scope, least });
			const lines = writePreferences(pages, { isChat: shape === 'messages' });
			return sendLines(context, lines, headersOf(scope, 'preferences'));
		})
		.openapi(critiques, async (context) => {
			const scope = await readScope(deps, context.req.valid('query'));
			refuseKeptBack(context, scope.version.visibility);
			const lines = writeCritiques(readCritiquePages(deps.db, scope));
			return sendLines(context, lines, headersOf(scope, 'critiques'));
		});
}

function headersOf({ version }: ExportScope, what: string): Record<string, string> {
	const name = `${version.slug}@${version.version}-${what}.jsonl`;
	return {
		'cache-control': 'no-store',
		'content-disposition': `attachment; filename="${name}"`,
	};
}

async function readScope(
	deps: Pick<ApiDeps, 'db'>,
	query: z.infer<typeof filters>,
): Promise<ExportScope> {
	const version = await findVersion(deps.db, query.benchmark);
	return {
		version,
		judgeVersionId: await findJudgeId(deps, query),
		modelSlug: query.model,
		submissionId: query.submission,
		questionKey: query.question,
		category: query.category,
		subcategory: query.subcategory,
		language: query.language,
		difficulty: query.difficulty,
	};
}

async function findJudgeId(
	{ db }: Pick<ApiDeps, 'db'>,
	{ benchmark, judge }: z.infer<typeof filters>,
): Promise<number | undefined> {
	if (judge === EVERY_JUDGE) return undefined;
	if (judge === undefined) {
		const found = await findBoards(db, parseBenchmarkName(benchmark));
		return found?.boards[0]?.judgeVersionId;
	}
	return (await findJudge(db, judge)).id;
}
