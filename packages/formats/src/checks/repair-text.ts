import { findTextFault } from './text-fault.ts';

/**
 * A JSON value whose texts and keys every program can hold: NUL and halves of surrogate pairs become U+FFFD. The value itself
 * where it has none. Linear in its size; its depth is limited by its reader.
 */
export function repairTexts(value: unknown): {
	readonly value: unknown;
	readonly isRepaired: boolean;
} {
	if (findTextFault(value) === undefined) return { value, isRepaired: false };
	return { value: repair(value), isRepaired: true };
}

function repair(value: unknown): unknown {
	if (typeof value === 'string') return repairText(value);
	if (Array.isArray(value)) return value.map(repair);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, child]) => [repairText(key), repair(child)]),
	);
}

function repairText(text: string): string {
	return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}
