import type { Client, NewJudge } from '@codejoust/contract/client';
import { REFERENCE_TEXT } from '@codejoust/contract/schemas/closed-lists';
import { UsageError } from './usage-error.ts';

/** The same judge, shown the reference of a question before everything else of its user template. */
export async function showReferences(
	client: Pick<Client, 'judge'>,
	asked: NewJudge,
): Promise<NewJudge> {
	const { definition, from } = asked;
	const base = from === undefined ? undefined : (await client.judge(from)).definition;
	const template = definition['userTemplate'] ?? base?.userTemplate;
	// The server says what is wrong with such a template.
	if (typeof template !== 'string') return asked;
	if (template.includes('{{reference}}'))
		throw new UsageError('The user template shows a reference already: leave --references out.');
	return { ...asked, definition: { ...definition, userTemplate: REFERENCE_TEXT + template } };
}
