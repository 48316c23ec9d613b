import type { AddedPublishedResults } from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { withParams } from '../../link.ts';
import { type Failure, readField } from '../../server/form.ts';
import { act, asOperator } from '../form.ts';
import { type Fields, fieldsOf } from '../keys/key-fields.ts';
import { leaveNote } from '../session.ts';
import { readPublishedFields } from './published-fields.ts';

/** What was typed stands there again. */
type Refused = ActionFailure<{ readonly message: string; readonly fields: Fields }>;

/** Adds a table of published results, or only checks it. */
export async function addPublished(event: RequestEvent): Promise<Refused> {
	const form = await event.request.formData();
	const fields = fieldsOf(form);
	const results = form.get('results');
	if (!(results instanceof Blob) || results.size === 0)
		return fail(422, { message: 'Choose a file with a table.', fields });
	const read = readPublishedFields(fields);
	if (read.kind === 'refused') return fail(422, { message: read.message, fields });
	const benchmark = fields['benchmark'] ?? '';
	const trouble = await asOperator(event, async (client) => {
		const upload = { metadata: read.metadata, results };
		leaveNote(event, describeAdded(await client.addPublishedResults(benchmark, upload)));
	});
	if (trouble) return fail(trouble.status, { message: trouble.data.message, fields });
	redirect(303, withParams('/operate/published', { benchmark }));
}

export async function removePublished(event: RequestEvent): Promise<Failure> {
	const id = await readField(event, 'id');
	const benchmark = await readField(event, 'benchmark');
	return act(event, withParams('/operate/published', { benchmark }), async (client) => {
		const { source, rows } = await client.removePublishedResults(id);
		return `${formatUnits(rows, 'row')} of ${source} removed.`;
	});
}

function describeAdded(added: AddedPublishedResults): string {
	const { dry_run: isDryRun, sets, notes, matched, unmatched } = added;
	const done = isDryRun ? 'can be added, nothing was stored' : 'added';
	const names = `${matched} of ${formatUnits(matched + unmatched.length, 'name')} are on the board.`;
	const others = unmatched.length > 0 ? [`Not on the board: ${nameSome(unmatched)}.`] : [];
	const what = sets.map(
		({ rows, measure }) => formatUnits(rows, 'row') + (measure === null ? '' : ` of ${measure}`),
	);
	return [`${what.join(', ')} ${done}. ${names}`, ...others, ...notes].join(' ');
}

const MOST_NAMES = 20;

function nameSome(names: readonly string[]): string {
	const rest = names.length - MOST_NAMES;
	return names.slice(0, MOST_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
