import { expect, test } from 'vitest';
import { findReferenceFaults, openReferenceBlock, usesReference } from './reference-block.ts';
import { fillTemplate } from './template.ts';

const BLOCK = '{{#reference}}Reference: {{reference}}. {{/reference}}';

test.each([
	['Q {{question}} end', 'Q {{question}} end', 'Q {{question}} end'],
	[`Q ${BLOCK}end`, 'Q Reference: {{reference}}. end', 'Q end'],
	[
		'Q\n{{#reference}}\nR\n{{reference}}\n{{/reference}}\nend',
		'Q\nR\n{{reference}}\nend',
		'Q\nend',
	],
	['{{#reference}}\n{{reference}}\n{{/reference}}', '{{reference}}\n', ''],
	['a {{#reference}}\n{{reference}}{{/reference}}\nb', 'a \n{{reference}}\nb', 'a \nb'],
])('a block is opened or left out: %j', (template, given, left) => {
	expect(openReferenceBlock(template, true)).toBe(given);
	expect(openReferenceBlock(template, false)).toBe(left);
});

test('the texts of a prompt are filled in once: a block or a slot in a text stays text', () => {
	const values = {
		question: `{{reference}} ${BLOCK}`,
		answer_a: '{{reference}}',
		answer_b: '{{#reference}}',
		criterion: '',
		reference: '{{answer_a}} $& {{/reference}}',
	};
	const filled = fillTemplate(
		openReferenceBlock(`{{question}}|{{answer_a}}|{{answer_b}}|${BLOCK}`, true),
		values,
	);
	expect(filled).toBe(
		`${values.question}|{{reference}}|{{#reference}}|Reference: ${values.reference}. `,
	);
});

test.each<readonly [string, readonly RegExp[]]>([
	['Q', []],
	[BLOCK, []],
	['{{reference}}', [/^\{\{reference\}\} appears outside of /]],
	[`${BLOCK} {{reference}}`, [/^\{\{reference\}\} appears outside of /]],
	['{{#reference}} {{reference}}', [/^\{\{#reference\}\} is not closed/]],
	['{{reference}} {{/reference}}', [/closes no block/]],
	['{{/reference}} {{reference}} {{#reference}}', [/appears before/]],
	[`${BLOCK} ${BLOCK}`, [/appears 2 times; a template has at most one block/]],
	[
		'{{#reference}} {{#reference}} {{reference}}',
		[/appears 2 times/, /cannot be nested/, /is not closed/],
	],
	['{{#reference}} none {{/reference}}', [/appears 0 times inside/]],
	[
		'{{#reference}} {{reference}} {{reference}} {{answer_a}} {{/reference}}',
		[/appears 2 times inside/, /^\{\{answer_a\}\} is inside/],
	],
	[
		`${BLOCK} {{^reference}} {{# reference }} {{#other}} {{/other}}`,
		[/^\{\{\^reference\}\} is not/, /^\{\{# reference \}\} is not/, /#other/, /\/other/],
	],
])('everything that is wrong with %j is told', (template, expected) => {
	const faults = findReferenceFaults(template);
	expect(faults).toHaveLength(expected.length);
	for (const [at, pattern] of expected.entries()) expect(faults[at]).toMatch(pattern);
});

test('only the slot makes a judge one with references', () => {
	expect(usesReference(BLOCK)).toBe(true);
	expect(usesReference('Compare with the reference.')).toBe(false);
});
