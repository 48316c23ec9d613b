import type { VariantSettings } from '@codejoust/api/client';
import { InvalidArgumentError } from 'commander';

/** An address without a path: `http://127.0.0.1:3000`. Empty, as an empty variable is, stands for none. */
export function readServer(text: string): string {
	if (text === '') return text;
	const url = URL.parse(text);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
		throw new InvalidArgumentError('It is an address such as http://127.0.0.1:3000.');
	return url.origin;
}

/** Micro-dollars of an amount such as `2.50`. */
export function readDollars(text: string): number {
	if (!/^\$?\d{1,9}(\.\d{1,6})?$/.test(text))
		throw new InvalidArgumentError('It is an amount of dollars such as 2.50.');
	return Math.round(Number(text.replace('$', '')) * 1e6);
}

export function readInteger(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!/^-?\d{1,9}$/.test(text) || value < least || value > most)
			throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
		return value;
	};
}

/** Settings of a variant as a JSON object; the server checks their names and limits. */
export function readVariant(text: string): VariantSettings {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
	} catch {
		// Said below, as for any other value.
	}
	throw new InvalidArgumentError('It is a JSON object such as {"temperature": 0.2}.');
}
