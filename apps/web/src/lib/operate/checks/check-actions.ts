import type { ImportedCheckSet, NewCheck } from '@codejoust/contract/client';
import { SHOWN_REFERENCES } from '@codejoust/contract/schemas/closed-lists';
import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { wayOf } from '../forms/choices.ts';
import { given } from '../forms/given.ts';
import { microUsdOf, namesOf, textOf, wholeOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import type { Fields } from '../keys/key-fields.ts';
import { describeEstimate } from '../runs/describe-estimate.ts';
import { IMPORT_SET, START_CHECK, TAKE_PART } from './check-forms.ts';

const PAGE = '/operate/checks';

/** Stores the labelled pairs of files in any known format as one set. */
export function importSet(event: RequestEvent) {
	return submitForm(event, IMPORT_SET, {
		place: `${PAGE}#sets`,
		work: async (client, { fields, files }) => {
			const { slug = '', name = '' } = fields;
			const metadata = {
				slug,
				name,
				files: namesOf(files['pairs'] ?? []).map((file) => ({ name: file })),
				...given({
					version: textOf(fields, 'version'),
					licence: textOf(fields, 'licence'),
					category: textOf(fields, 'category'),
					description: textOf(fields, 'description'),
				}),
			};
			const pairs = files['pairs'] ?? [];
			return describeSet(await client.importCheckSet({ metadata, pairs }), 'imported');
		},
	});
}

/** Stores a category or a sample of a set as a set of its own. */
export function takePart(event: RequestEvent) {
	return submitForm(event, TAKE_PART, {
		place: `${PAGE}#sets`,
		work: async (client, { fields }) => {
			const part = given({
				category: textOf(fields, 'category'),
				sample: wholeOf(fields, 'sample'),
			});
			const set = fields['set'] ?? '';
			return describeSet(await client.takeSetPart({ set, ...part }), 'stored');
		},
	});
}

/** Has a judge version judge the pairs of a set, once its games and its cost are confirmed. */
export function startCheck(event: RequestEvent) {
	return submitForm(event, START_CHECK, {
		place: `${PAGE}#checks`,
		ask: async (client, { fields }) =>
			describeEstimate(await client.estimateCheck(checkOf(fields)), microUsdOf(fields, 'dollars')),
		work: async (client, { fields }) => {
			const started = await client.startCheck(checkOf(fields));
			return `${started.judge.name} is being checked with ${started.set.name}.`;
		},
	});
}

function checkOf(fields: Fields): NewCheck {
	const { set = '', judge = '', via, reference } = fields;
	return {
		set,
		judge,
		via: wayOf(via),
		reference: SHOWN_REFERENCES.find((one) => one === reference) ?? 'on',
		...given({
			replicate: wholeOf(fields, 'replicate'),
			budget_micro_usd: microUsdOf(fields, 'dollars'),
		}),
	};
}

function describeSet(
	{ name, pairs, is_new: isNew, notes }: ImportedCheckSet,
	done: string,
): string {
	const state = isNew ? `is ${done}` : 'was stored already';
	return [`${name} ${state}: ${formatUnits(pairs, 'pair')}.`, ...notes].join(' ');
}
