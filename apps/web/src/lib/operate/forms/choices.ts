import { RUN_WAYS } from '@codejoust/contract/schemas/closed-lists';
import type { Choice } from './console-form.ts';

const WAY_WORDS: Readonly<Record<(typeof RUN_WAYS)[number], string>> = {
	live: 'live: each game in a call of its own',
	batch: 'batch: at a lower price, within 24 hours',
};

/** How a run asks its games. */
export const WAY_CHOICES: readonly Choice[] = RUN_WAYS.map((value) => ({
	value,
	text: WAY_WORDS[value],
}));

/** The way that was chosen. */
export function wayOf(text: string | undefined): (typeof RUN_WAYS)[number] {
	return RUN_WAYS.find((way) => way === text) ?? 'live';
}

/** Names as they are. */
export function asChoices(names: readonly string[]): readonly Choice[] {
	return names.map((name) => ({ value: name, text: name }));
}
