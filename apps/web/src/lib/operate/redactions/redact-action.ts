import { REDACTABLE } from '@codejoust/contract/schemas/closed-lists';
import type { Redaction } from '@codejoust/contract/client';
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
			const order = orderOf(fields);
			const battle = await client.battle(order.battle);
			const where = `battle ${battle.id}: ${battle.model.name} on question ${battle.question_id} of ${battle.benchmark}`;
			if (order.parts.length === 0) return `Tick what to remove of ${where}.`;
			const found = await client.redact({ ...order, dry_run: true });
			const removed = `${order.parts.join(', ').replaceAll('-', ' ')}, ${describeTexts(found)}`;
			return [
				`Remove from ${where} permanently?`,
				`Removed: ${removed}.`,
				`Shown in: ${formatUnits(found.answers, 'answer')} and ${formatUnits(found.battles, 'battle')} of all benchmarks; the text goes from all of them.`,
				'Kept: hashes, lengths, verdicts and every number. Nobody can restore the texts.',
			].join('\n');
		},
		work: async (client, { fields }) => {
			const done = await client.redact(orderOf(fields));
			return `${describeTexts(done)}: removed from ${formatUnits(done.answers, 'answer')} and ${formatUnits(done.battles, 'battle')}.`;
		},
	});
}

function orderOf(fields: Fields) {
	const { battle = '', reason = '' } = fields;
	return { battle, reason, parts: [...partsOf(fields)] };
}

function describeTexts({ redacted, already_redacted: before }: Redaction): string {
	const characters = redacted.reduce((sum, text) => sum + text.characters, 0);
	const earlier = before === 0 ? '' : ` (${formatCount(before)} removed before)`;
	return `${formatUnits(redacted.length, 'text')} with ${formatUnits(characters, 'character')}${earlier}`;
}

function partsOf(fields: Fields) {
	return REDACTABLE.filter((part) => fields[part] === 'yes');
}
