import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiDeps } from '../deps.ts';
import { boardExport } from '../schemas/export.ts';
import { benchmarkName, sliceQuery } from '../schemas/names.ts';
import { exportBoard } from '../use-cases/export-board.ts';
import { readLeaderboard } from '../use-cases/read-leaderboard.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import { sendBoard, STANDING } from './send-board.ts';

const request = {
	params: z.object({ benchmark: benchmarkName }),
	query: sliceQuery.extend({
		judge: z.string().max(200).optional().openapi({
			description: 'A judge version, `name@version`; the live one by default.',
		}),
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

type BoardRequest = {
	readonly benchmark: string;
	readonly query: z.infer<typeof request.query>;
	readonly format: 'csv' | 'json';
};

/** Boards as files. */
export function boardExportRoutes(deps: Pick<ApiDeps, 'db' | 'boards'>) {
	const send = async (context: Context, { benchmark, query, format }: BoardRequest) => {
		const board = exportBoard(await readLeaderboard(deps, benchmark, query), format);
		context.header('content-disposition', `attachment; filename="${benchmark}.${format}"`);
		return sendBoard(context, board, STANDING, board.contentType);
	};
	return newApp()
		.openapi(csv, (context) => {
			const { benchmark } = context.req.valid('param');
			return send(context, { benchmark, query: context.req.valid('query'), format: 'csv' });
		})
		.openapi(asJson, (context) => {
			const { benchmark } = context.req.valid('param');
			return send(context, { benchmark, query: context.req.valid('query'), format: 'json' });
		});
}
