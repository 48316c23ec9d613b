import { DIFFICULTIES } from '@codejoust/arena/rules/difficulty';
import { MESSAGE_ROLES } from '@codejoust/arena/rules/message-role';
import { REFERENCE_ORIGINS, REFERENCE_VISIBILITIES } from '@codejoust/arena/rules/reference';
import * as z from 'zod';
import { LIMITS, describeBytes, groupDigits } from '../checks/limits.ts';
import { countUtf8Bytes } from '../bytes/utf8.ts';

/** A string or a whole number (MT-bench numbers its questions); always read as a string. */
export const idField = z.preprocess(
	(value) => (Number.isSafeInteger(value) ? String(value) : value),
	visibleText(LIMITS.questionIdLength),
);

/** An answer. Empty is allowed: the battle is then lost without the judge. */
export const responseField = z.string().superRefine((text, context) => {
	checkBytes(text, LIMITS.responseBytes, 'an answer', context);
});

/** A text that a question cannot do without. */
export const questionText = z.string().superRefine((text, context) => {
	if (text.trim() === '') {
		context.addIssue({
			code: 'custom',
			params: { reason: 'empty-text' },
			message: 'it must not be blank',
		});
	}
	checkBytes(text, LIMITS.messageBytes, 'a text of a question', context);
});

export const messagesField = z
	.array(z.object({ role: z.enum(MESSAGE_ROLES), content: questionText }))
	.min(1)
	.max(LIMITS.messages)
	.superRefine((messages, context) => {
		if (messages.length === 0 || messages.some(({ role }) => role === 'user')) return;
		context.addIssue({
			code: 'custom',
			params: { reason: 'wrong-value' },
			message: 'at least one message must have the role user',
		});
	});

/** Who wrote a reference. */
export const referenceOriginField = z.enum(REFERENCE_ORIGINS);
/** Who may read a reference. */
export const referenceVisibilityField = z.enum(REFERENCE_VISIBILITIES);

export const groupField = visibleText(LIMITS.categoryLength);
export const modelField = visibleText(LIMITS.modelLength);
export const languagesField = z
	.array(visibleText(LIMITS.languageLength))
	.max(LIMITS.languages)
	.transform((names) => [...new Set(names)]);
export const difficultyField = z.preprocess(
	(value) => (typeof value === 'string' ? value.toLowerCase() : value),
	z.enum(DIFFICULTIES),
);
export const finishReasonField = z.string().max(LIMITS.finishReasonLength).nullish();

/** A name that people read and compare: no blank ends, no control or invisible characters. */
function visibleText(maximum: number) {
	return z
		.string()
		.min(1)
		.max(maximum)
		.refine((text) => text.trim() === text && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), {
			params: { reason: 'wrong-value' },
			message: 'it must have no blanks at its ends and no control or invisible characters',
		});
}

function checkBytes(
	text: string,
	limit: number,
	what: string,
	context: z.RefinementCtx<string>,
): void {
	const bytes = countUtf8Bytes(text, limit);
	if (bytes <= limit) return;
	context.addIssue({
		code: 'custom',
		params: { reason: 'too-long' },
		message: `it has ${groupDigits(bytes)} bytes, and ${what} may have ${describeBytes(limit)}`,
	});
}
