import { boardPath, segment } from '../link.ts';

type Way = { readonly to: string; readonly name: string };

const BOARDS: Way = { to: '/', name: 'To the boards' };

const SLUGGED = new Set(['b', 'm', 'q', 'embed']);

/** Where the reader of an address that shows nothing can go, the nearest first. */
export function findWaysBack({
	pathname,
	searchParams,
}: {
	readonly pathname: string;
	readonly searchParams: Pick<URLSearchParams, 'has'>;
}): readonly Way[] {
	const [part = '', name, ...others] = pathname.split('/').slice(1).map(decode);
	if (part === 'sign-in') return [{ to: '/submit', name: 'To the page to sign in on' }, BOARDS];
	if (name === undefined || name === '') return [BOARDS];
	// Slugs have no capitals.
	if (SLUGGED.has(part) && name !== name.toLowerCase())
		return [
			{
				to: ['', part, ...[name.toLowerCase(), ...others].map(segment)].join('/'),
				name: `Look for “${name.toLowerCase()}”`,
			},
			BOARDS,
		];
	if (part === 'battles' && name === 'changes')
		return [{ to: '/battles/changes', name: 'Name other runs' }, BOARDS];
	if (part === 'battles') return [{ to: '/battles', name: 'All battles' }, BOARDS];
	if (part === 'q') return [{ to: boardPath(name), name: 'The board of this benchmark' }, BOARDS];
	if (part === 'b' && searchParams.has('snapshot'))
		return [{ to: boardPath(name), name: 'The board as it is now' }, BOARDS];
	return [BOARDS];
}

/** The same address without these fields, where others are left in it; else undefined. */
export function withoutFields(
	{ pathname, search }: { readonly pathname: string; readonly search: string },
	fields: readonly string[],
): string | undefined {
	const all = [...new URLSearchParams(search)];
	const kept = all.filter(([field]) => !fields.includes(field));
	if (kept.length === 0 || kept.length === all.length) return undefined;
	return `${pathname}?${new URLSearchParams(kept)}`;
}

/** A segment that is no text leads nowhere. */
function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}
