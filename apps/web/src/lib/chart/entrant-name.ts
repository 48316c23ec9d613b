import type { ModelBrief } from '@codejoust/contract/client';
import { describeVariant } from '../board/variant-text.ts';
import { showHidden } from '../text/visible-text.ts';

/** A model's name, with its variant where it has one: two variants stand on a board as two models. */
export function entrantName(model: ModelBrief): string {
	const variant = describeVariant(model.variant);
	return showHidden(model.name) + (variant ? ` (${variant})` : '');
}

/** `a`, `a and b`, `a, b and c`. */
export function listNames(names: readonly string[]): string {
	const last = names.at(-1);
	if (last === undefined) return '';
	return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
