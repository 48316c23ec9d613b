/** The named places of a user template; those of the criterion and of the reference are not in every one. */
export const SLOTS = ['question', 'answer_a', 'answer_b', 'criterion', 'reference'] as const;
export type Slot = (typeof SLOTS)[number];

/** What stands around the answers, in the order of a prompt. Judges, test servers and the rehearsal judge look for them. */
export const ANSWER_MARKERS = [
	"<|The Start of Assistant A's Answer|>",
	"<|The End of Assistant A's Answer|>",
	"<|The Start of Assistant B's Answer|>",
	"<|The End of Assistant B's Answer|>",
] as const;

const SLOT = /\{\{(question|answer_a|answer_b|criterion|reference)\}\}/g;

/** What somebody may have meant as a slot. */
export const SLOT_LIKE = /\{\{\s*[A-Za-z_][\w.-]{0,59}\s*\}\}/g;

/** Fills every slot in one pass, so that a slot's name inside a question or an answer stays text. */
export function fillTemplate(template: string, values: Readonly<Record<Slot, string>>): string {
	return template.replace(SLOT, (_whole, slot: Slot) => values[slot]);
}

/** A slot as it is written. */
export const writeSlot = (slot: Slot) => `{{${slot}}}`;
