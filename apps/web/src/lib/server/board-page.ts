import { ProblemError } from '@codejoust/contract/client';
import type {
	Benchmark,
	Client,
	Leaderboard,
	LeaderboardQuery,
	Matrix,
} from '@codejoust/contract/client';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { type BoardQuery, readBoardQuery } from '../board/board-query.ts';
import { loosenQuery, looserSlices } from '../board/loosen.ts';
import { benchmarkName, boardPath, withParams } from '../link.ts';
import { askApi } from './api.ts';
import { cacheBoard, cacheRecord } from './cache.ts';

type Reader = Pick<RequestEvent, 'platform' | 'locals' | 'url' | 'setHeaders'>;
/** The board, or a published benchmark to which nothing was submitted. */
type Reads<More> = { readonly query: BoardQuery } & (
	| { readonly fresh: Benchmark; readonly board?: never; readonly more?: never }
	| { readonly fresh?: never; readonly board: Leaderboard; readonly more: More }
);

const SNAPSHOT = /^[0-9a-f]{64}$/;

/** What the address of a board asks for; an address with several spellings is led to the one. */
function readQuery({ url }: Pick<RequestEvent, 'url'>): BoardQuery {
	const query = readBoardQuery(url.searchParams);
	if (query.snapshot !== undefined && !SNAPSHOT.test(query.snapshot))
		error(404, 'Not found', {
			detail: `There is no snapshot "${query.snapshot}": one is named by 64 hexadecimal digits.`,
		});
	if (url.searchParams.getAll('cols').length > 1)
		redirect(302, withParams(url.pathname, query.params));
	return query;
}

/** A benchmark with its board of a slice, the current one or a stored one, and what a view wants beside it. */
export async function readBoard<More>(
	event: Reader & { readonly params: { readonly benchmark: string } },
	sliceOf: (query: BoardQuery) => LeaderboardQuery,
	more: (client: Client, query: BoardQuery, board: Leaderboard) => Promise<More>,
): Promise<Reads<More>> {
	const { benchmark } = event.params;
	const written = readQuery(event);
	const found = await askApi(event, async (client) => {
		try {
			const [board, query] = await askLoose(client, benchmark, {
				...written,
				slice: sliceOf(written),
			});
			// By its name, so that both are of one judge, whichever becomes the live one in between.
			const slice = { ...(query.leftOut ? query : written).slice, judge: board.judge.name };
			return { board, query, more: await more(client, { ...query, slice }, board) };
		} catch (cause) {
			return { fresh: await findFresh(client, benchmark, cause) };
		}
	});
	if (written.snapshot === undefined) cacheBoard(event);
	else cacheRecord(event);
	if ('fresh' in found) return { query: written, fresh: found.fresh };
	const query = found.query.leftOut ? found.query : written;
	refuseOtherBenchmark(benchmark, query, found.board);
	return { ...found, query };
}

/** The benchmark that has no board yet; any other reason why there is no answer is thrown on. */
export async function findFresh(
	client: Client,
	benchmark: string,
	cause: unknown,
): Promise<Benchmark> {
	if (!(cause instanceof ProblemError) || cause.problem.status !== 404) throw cause;
	const known = await client.benchmark(benchmark);
	if (known.judges.length > 0) throw cause;
	return known;
}

/** The matrix of the board that is asked for: of its categories, or of one category's subcategories. */
export function askMatrix(client: Client, benchmark: string, query: BoardQuery): Promise<Matrix> {
	const { category, judge } = query.slice;
	const part = category === undefined ? {} : { category };
	return query.snapshot === undefined
		? client.matrix(benchmark, { ...part, ...(judge === undefined ? {} : { judge }) })
		: client.snapshotMatrix(query.snapshot, part);
}

/** A board with its matrix, both of one judge. */
export async function askWithMatrix(
	client: Client,
	benchmark: string,
	asked: { readonly judge?: string },
): Promise<readonly [Leaderboard, Matrix]> {
	const board = await client.leaderboard(benchmark, asked);
	return [board, await client.matrix(benchmark, { judge: board.judge.name })];
}

/** The board of a slice; where several filters together leave no question, of fewer of them. */
async function askLoose(
	client: Client,
	benchmark: string,
	query: BoardQuery,
): Promise<readonly [Leaderboard, BoardQuery]> {
	const board = await askBoard(client, benchmark, query);
	if (board.slice.n > 0) return [board, query];
	for (const slice of looserSlices(query.slice)) {
		const looser = loosenQuery(query, slice);
		const some = await askBoard(client, benchmark, looser);
		if (some.slice.n > 0) return [some, looser];
	}
	return [board, query];
}

function askBoard(client: Client, benchmark: string, query: BoardQuery): Promise<Leaderboard> {
	if (query.snapshot === undefined) return client.leaderboard(benchmark, query.slice);
	const { judge: _judge, ...questions } = query.slice;
	return client.snapshotLeaderboard(query.snapshot, questions);
}

/** A snapshot stands at the address of its own benchmark version alone. */
function refuseOtherBenchmark(benchmark: string, query: BoardQuery, board: Leaderboard): void {
	const own = benchmarkName(board.benchmark);
	if (query.snapshot === undefined || benchmark === own) return;
	if (benchmark === board.benchmark.slug) redirect(302, withParams(boardPath(own), query.params));
	error(404, 'Not found', {
		detail: `The snapshot ${query.snapshot} is of ${own}, not of ${benchmark}.`,
	});
}
