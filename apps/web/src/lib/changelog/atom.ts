import type { Change } from '@codejoust/contract/client';
import { escapeXml } from '../text/escape-xml.ts';
import { showHidden } from '../text/visible-text.ts';
import { changePath, describeChange, nameChange } from './change-words.ts';

type Feed = {
	/** The site’s own address, `https://arena.example`. */
	readonly origin: string;
	/** The feed’s and the page’s path with their parameters. */
	readonly self: string;
	readonly page: string;
	readonly title: string;
	readonly changes: readonly Change[];
};

/** When a feed without an entry was last changed: a feed must say so, and must not change by being read. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** An Atom feed (RFC 4287). Ids stay the same wherever a change is told, so that a reader sees it once. */
export function writeAtom({ origin, self, page, title, changes }: Feed): string {
	const host = new URL(origin).hostname;
	const link = (rel: string, path: string, type: string) =>
		`<link rel="${rel}" type="${type}" href="${escapeXml(new URL(path, origin).href)}"/>`;
	const entries = changes.map(
		(change) => `
	<entry>
		<id>tag:${escapeXml(host)},2026:change/${escapeXml(change.id)}</id>
		<title>${escapeXml(nameChange(change))}</title>
		<updated>${change.at}</updated>
		${link('alternate', changePath(change), 'text/html')}
		<summary type="text">${escapeXml(tellChange(change))}</summary>
	</entry>`,
	);
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
	<id>${escapeXml(new URL(self, origin).href)}</id>
	<title>${escapeXml(title)}</title>
	<updated>${changes[0]?.at ?? NEVER}</updated>
	<author><name>Codejoust</name></author>
	${link('self', self, 'application/atom+xml')}
	${link('alternate', page, 'text/html')}${entries.join('')}
</feed>
`;
}

function tellChange(change: Change): string {
	const told = describeChange(change);
	return change.summary === null ? told : `${told} ${showHidden(change.summary)}`;
}
