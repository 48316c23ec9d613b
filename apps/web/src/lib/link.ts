type Params = Readonly<Record<string, string | undefined>>;

/** A path with the parameters that are set; empty ones are left out. */
export function withParams(path: string, params: Params): string {
	const search = new URLSearchParams();
	for (const [key, value] of Object.entries(params)) if (value) search.set(key, value);
	const text = search.toString();
	return text === '' ? path : `${path}?${text}`;
}

/**
 * Where a form with empty fields should have led; absent when the address has no empty field. A path that begins with two
 * slashes would lead to another site; no form of ours leads there.
 */
export function withoutEmptyParams(url: URL): string | undefined {
	if (url.pathname.startsWith('//')) return undefined;
	const set = [...url.searchParams].filter(([, value]) => value !== '');
	if (set.length === url.searchParams.size) return undefined;
	return `${url.pathname}${set.length === 0 ? '' : `?${new URLSearchParams(set)}`}`;
}

export const boardPath = (benchmark: string) => `/b/${segment(benchmark)}`;
export const categoriesPath = (benchmark: string) => `/b/${segment(benchmark)}/categories`;
export const criteriaPath = (benchmark: string) => `/b/${segment(benchmark)}/criteria`;
/** What the questions of a benchmark are. */
export const profilePath = (benchmark: string) => `/b/${segment(benchmark)}/benchmark`;
/** The ids of a benchmark's questions, one a line. */
export const idsPath = (benchmark: string) => `/b/${segment(benchmark)}/ids.txt`;
export const publishedPath = (benchmark: string) => `/b/${segment(benchmark)}/published`;
export const versionsPath = (benchmark: string) => `/b/${segment(benchmark)}/versions`;
/** Two judges on a benchmark; without their names the page chooses two. */
export const judgesPath = (benchmark: string, params: Params = {}) =>
	withParams(`/b/${segment(benchmark)}/judges`, params).replaceAll('%40', '@');
/** One battle as two judges saw it, by the numbers of both. */
export const judgesBattlePath = (benchmark: string, from: string, to: string) =>
	withParams(`/b/${segment(benchmark)}/judges/battle`, { from, to });
/** The first chart, of the scores, stands at the address of all charts. */
export const chartPath = (benchmark: string, chart = 'scores') =>
	`/b/${segment(benchmark)}/chart${chart === 'scores' ? '' : `/${chart}`}`;
/** A chart as a file. */
export const chartFilePath = (benchmark: string, chart: string, format: 'png' | 'svg' | 'csv') =>
	`/b/${segment(benchmark)}/chart/${chart}.${format}`;
export const modelPath = (slug: string, judge?: string) =>
	withParams(`/m/${segment(slug)}`, { judge });
export const submissionPath = (id: string) => `/submit/${segment(id)}`;
/** Where answers are added to a draft, and where it is submitted. */
export const draftPath = (id: string) => `${submissionPath(id)}/answers`;
/** The page of a board as it was in a snapshot, wherever its benchmark is. */
export const snapshotPath = (id: string) => `/s/${segment(id)}`;
/** An image of a model's rank, for the page of somebody else. */
export const badgePath = (benchmark: string, model: string, judge?: string) =>
	withParams(`/b/${segment(benchmark)}/badge.svg`, { model, judge });
/** A board as a small table, for a frame on the page of somebody else. */
export const embedPath = (benchmark: string, params: Params = {}) =>
	withParams(`/embed/${segment(benchmark)}`, params);
/** The image that sites show beside a link to a page: the address of the page with `preview.png` below it. */
export const previewPath = (path: string, params: Params = {}) =>
	withParams(`${path}/preview.png`, params);
/** The image for a chart’s page. */
export const chartPreviewPath = (benchmark: string, chart: string, params: Params = {}) =>
	previewPath(chartPath(benchmark), { ...params, of: chart });
export const battlePath = (id: string, filter: Params = {}) =>
	withParams(`/battles/${segment(id)}`, filter);
/** A run on the console. */
export const runPath = (id: string) => `/operate/runs/${segment(id)}`;
export const rejudgingPath = (id = '') => `/operate/rejudging${id && `/${segment(id)}`}`;
/** Where an operator leads the boards of a judge version to another one. */
export const replacementPath = (old: string, by?: string) =>
	withParams('/operate/judges/replace', { old, by });
export const judgePath = (name: string) => `/j/${segment(name)}`;
/** Where a judge version's page tells what it pins otherwise than another. */
export const judgeChangesPath = (name: string, since: string) =>
	`${withParams(judgePath(name), { since })}#changes`;
export const questionPath = (benchmark: string, question: string) =>
	`/q/${segment(benchmark)}/${segment(question)}`;

/** The address of a comparison, with commas and `@` as a reader would write them. */
export function comparePath(choice: {
	readonly benchmark: string | undefined;
	readonly models: readonly string[];
	readonly slice?: Params;
}): string {
	const { benchmark: b, models, slice = {} } = choice;
	const path = withParams('/compare', { b, models: models.join(','), ...slice });
	return path.replaceAll('%2C', ',').replaceAll('%40', '@');
}

/** `slug@version`, the name that pins what a page shows. */
export const benchmarkName = ({
	slug,
	version,
}: {
	readonly slug: string;
	readonly version: string;
}) => `${slug}@${version}`;

/** One path segment; `@` stays readable. */
export function segment(text: string): string {
	return encodeURIComponent(text).replaceAll('%40', '@');
}
