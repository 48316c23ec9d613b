import type { JudgeChanges } from '@codejoust/contract/client';
import { showHidden } from '../text/visible-text.ts';

type ChangedLine = JudgeChanges['prompts'][number]['lines'][number];

/** Lines of a difference, or a stretch of equal ones that is left out. */
export type DiffPart =
	| { readonly kind: ChangedLine['kind']; readonly text: string }
	| { readonly kind: 'folded'; readonly lines: number };

const CONTEXT = 3;

/** A difference with its changed lines and a few around each; longer equal stretches become one part. */
export function foldLines(lines: readonly ChangedLine[]): readonly DiffPart[] {
	const isNear = lines.map(() => false);
	for (const [at, { kind }] of lines.entries())
		if (kind !== 'same') isNear.fill(true, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
	const parts: DiffPart[] = [];
	for (const [at, { kind, text }] of lines.entries()) {
		const last = parts.at(-1);
		if (isNear[at]) parts.push({ kind, text: showHidden(text) });
		else if (last?.kind === 'folded') parts[parts.length - 1] = { ...last, lines: last.lines + 1 };
		else parts.push({ kind: 'folded', lines: 1 });
	}
	return parts;
}
