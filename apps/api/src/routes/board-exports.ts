import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RouteDeps } from './route-deps.ts';
import type { Leaderboard } from '@codejoust/contract/schemas/leaderboard';
import { boardExport } from '@codejoust/contract/schemas/export';
import { benchmarkName, scoringRule, sliceQuery } from '@codejoust/contract/schemas/names';
import { writeBoardExport } from '../present/board-export.ts';
import type { AnswerBytes, BoardAnswer } from '../use-cases/boards/board-answer.ts';
import { readLatex } from '../use-cases/boards/read-latex.ts';
import { readLeaderboard } from '../use-cases/boards/read-leaderboard.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const request = {
	params: z.object({ benchmark: benchmarkName }),
	query: sliceQuery.extend({
		judge: z.string().max(200).optional().openapi({
			description: 'A judge version, `name@version`; the live one by default.',
		}),
		rule: scoringRule,
	}),
};
const others = {
	304: { description: 'The board is still the one of If-None-Match' },
	...problems('not-found', 'invalid-input', 'not-ready'),
};

const csv = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/export.csv',
	tags: ['exports'],
	summary: 'A board as CSV (RFC 4180); no cell of it runs as a formula',
	request,
	responses: {
		200: { description: 'The board', content: { 'text/csv': { schema: z.string() } } },
		...others,
	},
});

const asJson = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/export.json',
	tags: ['exports'],
	summary: 'A board as JSON of a stable, versioned shape',
	request,
	responses: { 200: json(boardExport, 'The board'), ...others },
});

const latex = createRoute({
	method: 'get',
	path: '/v1/leaderboards/{benchmark}/export.tex',
	tags: ['exports'],
	summary: 'A board as rows of a LaTeX table: win and tie rate by category and over all questions',
	request: {
		params: request.params,
		query: z.object({
			judge: z.string().max(200).optional(),
			rule: scoringRule.unwrap().default('codearena-compat'),
		}),
	},
	responses: {
		200: { description: 'The rows', content: { 'text/x-tex': { schema: z.string() } } },
		...others,
	},
});

type BoardRequest = {
	readonly benchmark: string;
	readonly query: z.infer<typeof request.query>;
	readonly format: 'csv' | 'json';
};

/** Boards as files. */
export function boardExportRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	const send = async (context: Context, { benchmark, query, format }: BoardRequest) => {
		const answer = asFile(await readLeaderboard(deps, benchmark, query), format);
		context.header('content-disposition', `attachment; filename="${benchmark}.${format}"`);
		return sendBoard(context, answer, STANDING, CONTENT_TYPES[format]);
	};
	return newApp()
		.openapi(csv, (context) => {
			const { benchmark } = context.req.valid('param');
			return send(context, { benchmark, query: context.req.valid('query'), format: 'csv' });
		})
		.openapi(latex, async (context) => {
			const { benchmark } = context.req.valid('param');
			const answer = await readLatex(deps, benchmark, context.req.valid('query'));
			return sendBoard(context, answer, STANDING, 'text/x-tex; charset=utf-8');
		})
		.openapi(asJson, (context) => {
			const { benchmark } = context.req.valid('param');
			return send(context, { benchmark, query: context.req.valid('query'), format: 'json' });
		});
}

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' };

/** A board as a file; it changes when the board does. */
function asFile({ etag, body }: AnswerBytes, format: 'csv' | 'json'): BoardAnswer {
	// Written by this program in this shape, just now.
	const read = async () => JSON.parse(new TextDecoder().decode(await body())) as Leaderboard;
	return {
		etag: `${etag}-${format}`,
		body: async () => writeBoardExport(await read(), format),
	};
}
