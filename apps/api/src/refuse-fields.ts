import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { Refusal } from './refusal.ts';

/** A refusal that names the fields with their values. */
export function refuseFields(errors: readonly InvalidParam[]): Refusal {
	const names = [...new Set(errors.map((error) => error.name))].slice(0, 5).join(', ');
	return new Refusal('invalid-input', `Not valid: ${names}.`, errors);
}
