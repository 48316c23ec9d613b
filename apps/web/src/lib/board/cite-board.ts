import type { Leaderboard } from '@codejoust/contract/client';
import { nameWithFences } from '@codejoust/contract/unfenced-words';
import { benchmarkName, boardPath, withParams } from '../link.ts';
import { SLICE_KEYS } from './slice.ts';
import { showHidden } from '../text/visible-text.ts';

type Cited = Pick<Leaderboard, 'benchmark' | 'judge' | 'snapshot' | 'slice' | 'rule'>;

const SHORT = 12;
const USUAL_RULE = 'codejoust';

/** A BibTeX entry of a board as it is in its snapshot, with the permalink; undefined as long as nothing was computed. */
export function citeBoard(
	{ benchmark, judge, snapshot, slice, rule }: Cited,
	origin: string,
): string | undefined {
	if (!snapshot) return undefined;
	const name = benchmarkName(benchmark);
	const day = snapshot.created_at.slice(0, 10);
	const parts = SLICE_KEYS.flatMap((key) =>
		slice[key] === null ? [] : [[key, slice[key]] as const],
	);
	const asked = {
		...Object.fromEntries(parts),
		...(rule === USUAL_RULE ? {} : { rule }),
		snapshot: snapshot.id,
	};
	const link = `${origin}${withParams(boardPath(name), asked)}`;
	const part = parts.map(([key, value]) => `, ${key} ${escapeTex(value)}`).join('');
	const rehearsal = judge.is_rehearsal
		? ', rehearsal: judged by a heuristic that measures no model'
		: '';
	const fields = [
		[
			'title',
			`{${escapeTex(benchmark.name)} (${escapeTex(name)}), judged by ${escapeTex(nameWithFences(judge))}${part}}`,
		],
		['year', day.slice(0, 4)],
		['howpublished', `\\url{${escapeUrl(link)}}`],
		['note', `Codejoust board, snapshot ${snapshot.id} of ${day}${rehearsal}`],
	];
	const lines = fields.map(([field, value]) => `  ${field} = {${value}}`);
	const key = `${name.replace('@', '-')}-${snapshot.id.slice(0, SHORT)}`;
	return `@misc{${key},\n${lines.join(',\n')}\n}`;
}

/** `%` and `#` begin a comment and a parameter even in `\\url` where it is an argument. */
function escapeUrl(link: string): string {
	return link.replace(/[%#]/g, (character) => `\\${character}`);
}

const TEX: Readonly<Record<string, string>> = {
	'\\': '\\textbackslash{}',
	'{': '\\{',
	'}': '\\}',
	$: '\\$',
	'&': '\\&',
	'#': '\\#',
	'^': '\\textasciicircum{}',
	_: '\\_',
	'~': '\\textasciitilde{}',
	'%': '\\%',
};

/** Nothing of a name is a command. */
function escapeTex(text: string): string {
	return showHidden(text)
		.replace(/\s+/g, ' ')
		.replace(/[\\{}$&#^_~%]/g, (character) => TEX[character] ?? '');
}
