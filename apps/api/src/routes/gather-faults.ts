import type { z } from '@hono/zod-openapi';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';
import { refuseFields } from '../refuse-fields.ts';

/** Reads several things, so that one answer names all that is wrong with them. */
export function gatherFaults() {
	const faults: InvalidParam[] = [];
	return {
		faults,
		/** What `read` returns; undefined where it refuses its input. Other refusals are not for gathering. */
		read<Value>(read: () => Value): Value | undefined {
			try {
				return read();
			} catch (cause) {
				if (!(cause instanceof Refusal) || cause.code !== 'invalid-input') throw cause;
				faults.push(...cause.errors);
				return undefined;
			}
		},
		/** Refuses what was gathered, if anything was. */
		refuse(): void {
			if (faults.length > 0) throw refuseFields(faults);
		},
	};
}

export type NameProblem = (problem: InvalidParam) => InvalidParam;

/** What a schema reads of `data`; refuses everything that does not fit it. */
export function accept<Schema extends z.ZodType>(
	schema: Schema,
	data: unknown,
	target: string,
	named?: NameProblem,
): z.infer<Schema> {
	const parsed = schema.safeParse(data);
	if (!parsed.success) refuseInvalid({ ...parsed, target, data }, named);
	if (!parsed.success) throw new Error('invalid input was not refused');
	return parsed.data;
}
