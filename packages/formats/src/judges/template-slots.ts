/** How prompts of other programs name the places that are filled, by how they are named here. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
	'{{question}}': ['{QUESTION}', '{question_1}', '{question}'],
	'{{answer_a}}': ['{ANSWER_A}', '{answer_a}', '{answer_1}'],
	'{{answer_b}}': ['{ANSWER_B}', '{answer_b}', '{answer_2}'],
	'{{#reference}}{{reference}}{{/reference}}': ['{REFERENCE}', '{ref_answer_1}', '{reference}'],
};

export type ReadTemplate = {
	readonly template: string;
	/** What was read as what; empty where the template is as it was. */
	readonly read: readonly { readonly from: string; readonly as: string }[];
};

/**
 * A user template with the slots of other programs (Arena-Hard, MT-Bench) in place of ours. One that has a slot of ours is
 * left as it is: there, single braces are text.
 */
export function readTemplateSlots(template: string): ReadTemplate {
	const slots = Object.entries(NAMES);
	if (slots.some(([slot]) => template.includes(slot))) return { template, read: [] };
	const read = slots.flatMap(([as, names]) => {
		const from = names.find((name) => template.includes(name));
		return from === undefined ? [] : [{ from, as }];
	});
	return {
		template: read.reduce((text, { from, as }) => text.replaceAll(from, as), template),
		read,
	};
}
