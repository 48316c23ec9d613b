import type { RequestEvent } from '@sveltejs/kit';
import { readSlice } from '../board/slice.ts';
import { CHARTS } from '../chart/charts.ts';
import { readChoice } from '../compare/compare-choice.ts';
import {
	battlePath,
	benchmarkName,
	boardPath,
	chartPreviewPath,
	embedPath,
	modelPath,
	previewPath,
} from '../link.ts';
import { PREVIEW_SIZE } from '../preview/preview-card.ts';
import { nameComparison } from '../share/describe.ts';
import { writeEmbed } from '../share/embed-code.ts';
import { sizeEmbed } from '../share/embed-size.ts';
import type { OembedRequest } from './read-oembed.ts';
import { showHidden } from '../text/visible-text.ts';
import { askApi } from '../server/api.ts';
import { readBoard } from '../server/board-page.ts';
import { cacheBoard } from '../server/cache.ts';

type Reader = Pick<RequestEvent, 'platform' | 'locals' | 'url' | 'setHeaders'>;
/** An answer of oembed.com, 1.0; of the type `rich` for a board, `link` for other pages. */
type Oembed = {
	readonly version: '1.0';
	readonly provider_name: 'Codejoust';
	readonly provider_url: string;
	readonly title: string;
	readonly thumbnail_url?: string;
	readonly thumbnail_width?: number;
	readonly thumbnail_height?: number;
} & (
	| { readonly type: 'link' }
	| {
			readonly type: 'rich';
			readonly html: string;
			readonly width: number;
			readonly height: number;
	  }
);
/** The title of a page, and the path of its image. */
type Told = { readonly title: string; readonly preview: string };

/** The answer for one of our pages; undefined for a page that has none. Refusals of the API are thrown as for the page. */
export async function answerOembed(
	event: Reader,
	request: OembedRequest,
): Promise<Oembed | undefined> {
	const parts = splitPath(request.path);
	if (parts === undefined) return undefined;
	const [, kind = '', name = '', ...more] = parts;
	const search = new URLSearchParams(request.search);
	if (kind === 'b' && name !== '' && more.length === 0) return answerBoard(event, name, request);
	const found =
		more.length > 0
			? kind === 'b' && (await tellPartOfBoard(event, { name, more, search }))
			: await answerLink(event, { kind, name, search });
	if (!found) return undefined;
	cacheBoard(event);
	return { ...describe(event, found), type: 'link' };
}

async function answerBoard(
	event: Reader,
	benchmark: string,
	request: OembedRequest,
): Promise<Oembed> {
	const { platform, locals, setHeaders } = event;
	const url = new URL(request.path + request.search, event.url.origin);
	const { query, fresh, board } = await readBoard(
		{ platform, locals, setHeaders, url, params: { benchmark } },
		({ slice }) => slice,
		() => Promise.resolve(undefined),
	);
	const of = fresh ?? board.benchmark;
	const size = sizeEmbed(board?.models ?? 0, request);
	const asked = { ...query.slice, snapshot: query.snapshot };
	const address = `${event.url.origin}${embedPath(benchmarkName(of), { ...asked, rows: String(size.rows) })}`;
	const title = showHidden(of.name);
	return {
		...describe(event, { title, preview: previewPath(boardPath(benchmarkName(of)), asked) }),
		type: 'rich',
		html: writeEmbed(address, title, size),
		width: size.width,
		height: size.height,
	};
}

/** Of the categories of a board and of its charts. */
async function tellPartOfBoard(
	event: Reader,
	{ name, more, search }: Pick<Named, 'name' | 'search'> & { readonly more: readonly string[] },
): Promise<Told | undefined> {
	const [part, key, ...others] = more;
	const chart = part === 'chart' && CHARTS.find((one) => one.key === (key ?? CHARTS[0].key));
	const isCategories = part === 'categories' && key === undefined;
	if (others.length > 0 || !(chart || isCategories)) return undefined;
	const slice = readSlice(search);
	const board = await askApi(event, (client) => client.leaderboard(name, slice));
	const title = showHidden(board.benchmark.name);
	if (chart)
		return {
			title: `${chart.name}: ${title}`,
			preview: chartPreviewPath(name, chart.key, Object.fromEntries(search)),
		};
	return { title: `Categories of ${title}`, preview: previewPath(boardPath(name), slice) };
}

type Named = { readonly kind: string; readonly name: string; readonly search: URLSearchParams };

async function answerLink(event: Reader, named: Named): Promise<Told | undefined> {
	if (named.kind === '' && named.name === '')
		return { title: 'Codejoust', preview: '/preview.png' };
	if (named.kind === 'm' && named.name !== '') return tellModel(event, named);
	if (named.kind === 'battles' && /^\d+$/.test(named.name)) return tellBattle(event, named);
	return named.kind === 'compare' && named.name === '' ? tellComparison(event, named) : undefined;
}

async function tellModel(event: Reader, { name, search }: Named): Promise<Told> {
	const judge = search.get('judge')?.trim() || undefined;
	const model = await askApi(event, (client) =>
		client.model(name, judge === undefined ? {} : { judge }),
	);
	return {
		title: showHidden(model.name),
		preview: previewPath(modelPath(model.slug), { judge }),
	};
}

async function tellBattle(event: Reader, { name }: Named): Promise<Told> {
	const battle = await askApi(event, (client) => client.battle(name));
	return {
		title: `${showHidden(battle.model.name)} on ${showHidden(battle.question_id)}`,
		preview: previewPath(battlePath(battle.id)),
	};
}

async function tellComparison(event: Reader, { search }: Named): Promise<Told | undefined> {
	const { benchmark, models, slice } = readChoice(search);
	if (benchmark === undefined || models.length < 2) return undefined;
	const comparison = await askApi(event, (client) =>
		client.comparison(benchmark, { ...slice, models }),
	);
	return {
		title: nameComparison(comparison),
		preview: previewPath('/compare', { b: benchmark, models: models.join(','), ...slice }),
	};
}

function describe({ url: { origin } }: Pick<Reader, 'url'>, { title, preview }: Told) {
	return {
		version: '1.0',
		provider_name: 'Codejoust',
		provider_url: `${origin}/`,
		title,
		thumbnail_url: origin + preview,
		thumbnail_width: PREVIEW_SIZE.width,
		thumbnail_height: PREVIEW_SIZE.height,
	} as const;
}

/** The parts of a path, decoded; undefined where it is not well-formed. */
function splitPath(path: string): readonly string[] | undefined {
	try {
		return path.split('/').map(decodeURIComponent);
	} catch {
		return undefined;
	}
}
