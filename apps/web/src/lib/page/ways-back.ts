import { boardPath } from '../link.ts';

type Way = { readonly to: string; readonly name: string };

const BOARDS: Way = { to: '/', name: 'To the boards' };

/** Where the reader of an address that shows nothing can go, the nearest first. */
export function findWaysBack({
	pathname,
	searchParams,
}: {
	readonly pathname: string;
	readonly searchParams: Pick<URLSearchParams, 'has'>;
}): readonly Way[] {
	const [part = '', name] = pathname.split('/').slice(1).map(decode);
	if (part === 'sign-in') return [{ to: '/submit', name: 'To the page to sign in on' }, BOARDS];
	if (name === undefined || name === '') return [BOARDS];
	if (part === 'battles') return [{ to: '/battles', name: 'All battles' }, BOARDS];
	if (part === 'q') return [{ to: boardPath(name), name: 'The board of this benchmark' }, BOARDS];
	if (part === 'b' && searchParams.has('snapshot'))
		return [{ to: boardPath(name), name: 'The board as it is now' }, BOARDS];
	return [BOARDS];
}

/** A segment that is no text leads nowhere. */
function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return '';
	}
}
