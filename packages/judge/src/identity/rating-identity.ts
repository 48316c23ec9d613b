import { createHash } from 'node:crypto';
import type { JudgmentKey } from './identity.ts';
import { findRatingShot } from '../definition/rating-shot.ts';

/**
 * SHA-256 (hex) of what makes a rating the same rating: judge, question, the one answer that is rated, criterion and replicate.
 * So the baseline's answer is rated once for all submissions.
 */
export function ratingIdentity(key: JudgmentKey): string {
	const shot = findRatingShot(key.order);
	const parts = [
		'rating@1',
		key.judgeHash,
		key.questionHash,
		shot?.rated === 'baseline' ? key.baselineHash : key.responseHash,
		shot?.criterion ?? key.order,
		String(key.replicate),
		...(key.referenceHash === undefined ? [] : [`reference:${key.referenceHash}`]),
	];
	const encoded = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('\0');
	return createHash('sha256').update(encoded).digest('hex');
}
