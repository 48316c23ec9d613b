import { z } from 'zod';
import { PREPARATIONS } from '../definition/definition-values.ts';

/** What is done to both answers before the judge sees them; absent: nothing. */
export const prepareField = z
	.enum(PREPARATIONS, {
		error: `What may be done to the answers: ${PREPARATIONS.join(', ')}; without the field, nothing.`,
	})
	.optional();
