import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Change, ModelBrief } from '@codejoust/contract/client';
import { describeVariant } from '../board/variant-text.ts';
import { benchmarkName, boardPath, judgePath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';

const MOST_NAMES = 8;

/** What happened, in a line of plain text that is safe to show once it is escaped. */
export function describeChange(change: Change): string {
	const board = change.benchmark
		? `${showHidden(change.benchmark.name)} ${change.benchmark.version}${change.judge?.is_rehearsal ? ' (rehearsal)' : ''}`
		: '';
	const judge = change.judge ? nameWithFences(change.judge) : '';
	switch (change.kind) {
		case 'benchmark-published':
			return `${board} is published.`;
		case 'benchmark-retired':
			return `${board} is retired: its boards stay, nothing new is judged on them.`;
		case 'models-changed':
			return `${board}: ${describeModels(change)}.`;
		case 'judge-added':
			return `${board} has a board under another judge, ${judge}.`;
		case 'judge-promoted':
			return `${board} shows the board of the judge ${judge} now; the board before it stays at its address.${describeOverGates(change)}`;
		case 'judge-retired':
			return `The judge ${judge} is retired: its verdicts stay.`;
		case 'rules-changed':
			return `${board} is computed again under ${judge}, by another version of the rules.`;
	}
}

/** An operator may promote a judge although gates block: then all readers are told. */
function describeOverGates({ over_gates: says, reason }: Change): string {
	if (says.length === 0) return '';
	const why = showHidden(reason ?? '').replace(/\.?$/, '');
	return ` The operator promoted it although it did not pass: ${says.map(showHidden).join(' ')} The reason: ${why}.`;
}

/** The short heading of a kind of change. */
export function nameChange(change: Pick<Change, 'kind' | 'joined'>): string {
	if (change.kind === 'models-changed')
		return change.joined.length > 0 ? 'New models' : 'Models changed';
	return HEADINGS[change.kind];
}

const HEADINGS = {
	'benchmark-published': 'New benchmark version',
	'benchmark-retired': 'Benchmark retired',
	'judge-added': 'New judge',
	'judge-promoted': 'Judge changed',
	'judge-retired': 'Judge retired',
	'rules-changed': 'Rules changed',
} as const;

/** Where a reader sees it: the board, or the judge. */
export function changePath({ benchmark, judge, kind }: Change): string {
	if (benchmark === null) return judge ? judgePath(judge.name) : '/';
	const path = boardPath(benchmarkName(benchmark));
	return judge && kind !== 'models-changed' ? withParams(path, { judge: judge.name }) : path;
}

function describeModels({ joined, replaced, left }: Change): string {
	const parts = [
		joined.length > 0 && `${listModels(joined)} ${joined.length === 1 ? 'is' : 'are'} new`,
		replaced.length > 0 &&
			`${listModels(replaced)} ${replaced.length === 1 ? 'has' : 'have'} a newer submission`,
		left.length > 0 && `${listModels(left)} ${left.length === 1 ? 'is' : 'are'} not on it any more`,
	];
	return parts.filter(Boolean).join('; ');
}

function listModels(models: readonly ModelBrief[]): string {
	const names = models.map(({ name, variant }) => {
		const settings = describeVariant(variant);
		return `${showHidden(name)}${settings ? ` (${settings})` : ''}`;
	});
	const shown = names.slice(0, MOST_NAMES);
	const more = names.length - shown.length;
	if (more > 0) return `${shown.join(', ')} and ${more} more`;
	return shown.length < 2
		? shown.join('')
		: `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
