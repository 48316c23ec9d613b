import { formatPercent } from '@codejoust/arena/other-programs/codearena-compat';
import { modelName } from '@codejoust/contract/model-name';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { presentModelBrief } from './names.ts';

/** A model's counts under a rule, by category and over all questions; undefined where it has no row. */
export type LatexRow = {
	readonly model: ModelBriefRow;
	readonly categories: readonly (Counted | undefined)[];
	readonly all: Counted;
};
type Counted = { readonly scored: number; readonly wins: number; readonly ties: number };

/**
 * Rows of a LaTeX table as CodeArena's evaluator prints them: the model, win and tie rate in percent of every category in the
 * order given, and of all questions last. The first line is a comment with the columns.
 */
export function writeBoardLatex(categories: readonly string[], rows: readonly LatexRow[]): string {
	const head = ['Model', ...categories, 'All'].map(escapeLatex).join(' & ');
	const lines = rows.map(({ model, categories: cells, all }) =>
		[
			escapeLatex(modelName(presentModelBrief(model))),
			...cells.map(formatRates),
			formatRates(all),
		].join(' & '),
	);
	return [`% ${head}`, ...lines.map((line) => `${line} \\\\`), ''].join('\n');
}

function formatRates(counted: Counted | undefined): string {
	const { scored, wins, ties } = counted ?? { scored: 0, wins: 0, ties: 0 };
	return scored === 0 ? '--' : `${formatPercent(wins / scored)}/${formatPercent(ties / scored)}`;
}

/** Text for LaTeX on one line: nothing of it is a command or a comment. */
function escapeLatex(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\{}$&#^_~%]/g, (character) => LATEX[character] ?? '');
}

const LATEX: Readonly<Record<string, string>> = {
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
