import {
	boardPath,
	categoriesPath,
	chartPath,
	judgePath,
	modelPath,
	profilePath,
	versionsPath,
} from '../link.ts';
import { escapeXml } from '../text/escape-xml.ts';

type Public = {
	/** `slug@version` of each public benchmark version. */
	readonly benchmarks: readonly string[];
	/** Slugs of the models that a visitor may read. */
	readonly models: readonly string[];
	/** Names of the judge versions that a visitor may read. */
	readonly judges: readonly string[];
};

/** The limit of the protocol (sitemaps.org) for one file. */
const MOST_PAGES = 50_000;
const FIXED = ['/', '/battles', '/methodology', '/changelog', '/compare', '/cli', '/submit'];
/** Charts that every board has. */
const CHARTED = ['scores', 'length', 'categories', 'radar', 'fractions', 'history'] as const;

/** The paths of the pages that a crawler may want, boards first, at most 50,000. */
export function listPages({ benchmarks, models, judges }: Public): readonly string[] {
	const ofBoards = benchmarks.flatMap((name) => [
		boardPath(name),
		categoriesPath(name),
		profilePath(name),
		versionsPath(name),
		...CHARTED.map((chart) => chartPath(name, chart)),
	]);
	return [
		...FIXED,
		...ofBoards,
		...judges.map((name) => judgePath(name)),
		...models.map((slug) => modelPath(slug)),
	].slice(0, MOST_PAGES);
}

/** A sitemap (sitemaps.org, 0.9) of paths under an origin such as `https://arena.example`. */
export function writeSitemap(origin: string, paths: readonly string[]): string {
	const urls = paths.map((path) => `\t<url><loc>${escapeXml(`${origin}${path}`)}</loc></url>`);
	return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}
