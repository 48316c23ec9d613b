import { REDACTABLE } from '@codejoust/contract/schemas/closed-lists';
import type { RequestEvent } from '@sveltejs/kit';
import { formatCount, formatUnits } from '../../format/quantity.ts';
import { submitForm } from '../forms/submit-form.ts';
import type { Fields } from '../keys/key-fields.ts';
import { REDACT } from './redaction-form.ts';

/** Removes texts of a battle permanently, once it is confirmed which and of whom. */
export function redact(event: RequestEvent) {
	return submitForm(event, REDACT, {
		place: '/operate/redactions',
		ask: async (client, { fields }) => {
			const battle = await client.battle(fields['battle'] ?? '');
			const texts = partsOf(fields).join(', ').replaceAll('-', ' ');
			const what = `Battle ${battle.id}: ${battle.model.name} on question ${battle.question_id} of ${battle.benchmark}.`;
			return `${what} Remove ${texts || 'nothing: tick a text'} permanently, everywhere they are stored? Nobody can restore them.`;
		},
		work: async (client, { fields }) => {
			const { battle = '', reason = '' } = fields;
			const done = await client.redact({ battle, reason, parts: [...partsOf(fields)] });
			const characters = done.redacted.reduce((sum, text) => sum + text.characters, 0);
			return `${formatUnits(done.redacted.length, 'text')} with ${formatCount(characters)} characters removed; ${formatCount(done.already_redacted)} had been removed before.`;
		},
	});
}

function partsOf(fields: Fields) {
	return REDACTABLE.filter((part) => fields[part] === 'yes');
}
