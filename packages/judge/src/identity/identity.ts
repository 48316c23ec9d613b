import { hash } from 'node:crypto';
import type { Shot } from './shot.ts';

/** What makes a judgment the same judgment. Hashes are hex, `replicate` counts from 0. */
export type JudgmentKey = {
	readonly judgeHash: string;
	readonly questionHash: string;
	readonly baselineHash: string;
	readonly responseHash: string;
	/** Of the reference that the judge is shown; absent where it is shown none. */
	readonly referenceHash?: string | undefined;
	readonly order: Shot;
	readonly replicate: number;
};

/** SHA-256 (hex) of a judgment's key; every part carries its length, so no two keys share an encoding. */
export function judgmentIdentity(key: JudgmentKey): string {
	const parts = [
		'judgment@1',
		key.judgeHash,
		key.questionHash,
		key.baselineHash,
		key.responseHash,
		key.order,
		String(key.replicate),
		...(key.referenceHash === undefined ? [] : [`reference:${key.referenceHash}`]),
	];
	const encoded = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('\0');
	return hash('sha256', encoded, 'hex');
}

/** SHA-256 (hex) of a text's UTF-8 bytes. */
export function contentHash(text: string): string {
	return hash('sha256', text, 'hex');
}
