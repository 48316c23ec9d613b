import { expect, test } from 'vitest';
import { readVerdict } from './read-verdict.ts';

const read = (text: string) => {
	const judgment = readVerdict(text);
	return judgment.kind === 'scored' ? judgment.verdict : judgment.reason;
};
const REASONS = 'Both answers run; the second one also checks its input.';

/** The ways in which judges state that B is slightly better, as the last thing that they say. */
const CLOSINGS: readonly string[] = [
	'[[B>A]]',
	'[[b>a]].',
	'[[ B > A ]]',
	'**[[B>A]]**',
	'__[[B>A]]__',
	'`[[B>A]]`',
	'"[[B>A]]"',
	'“[[B>A]]”',
	"'[[B>A]]'",
	'‘[[B>A]]’',
	'«[[B>A]]»',
	'*"[[B>A]]"*',
	'> [[B>A]]',
	'```\n[[B>A]]\n```',
	'```text\nAssistant B is slightly better: [[B>A]]\n```',
	'My final verdict is: [[B>A]]',
	'My final verdict is: "[[B>A]]"',
	'"My final verdict is: [[B>A]]"',
	'**My final verdict is: “[[B>A]]”**',
	'My final verdict is `[[B>A]]`.',
	'`My final verdict is: [[B>A]]`',
	'Assistant B is slightly better: [[B>A]]',
	'"Assistant B is slightly better: [[B>A]]"',
	'“Assistant B is slightly better, [[B>A]]”.',
	'**Decision:** “B is a little better, [[B>A]]”',
	'**Decision:** "B is a little better: [[B>A]]"',
	'### Final verdict\n\n"B is slightly better: [[B>A]]"',
	'Final decision: **[[B>A]]**',
	'Therefore, my final verdict is: Assistant B is slightly better: [[B>A]].',
	'So I would say that "Assistant B is slightly better: [[B>A]]".',
	'In conclusion I choose "[[B>A]]"',
	'I pick `[[B>A]]`',
	'Overall: ‘B is slightly better: [[B>A]]’',
	'1. Verdict: "[[B>A]]"',
	'- Verdict: `[[B>A]]`',
	'Verdict: "[[B>A]]" (B is safer)',
	'Verdict: [[B>A]] (slightly)',
	'Verdict: "[[B>A]]"\n\n---',
	'Hence it is `B is slightly better: [[B>A]]`',
	'My verdict:\n\n> "B is slightly better: [[B>A]]"',
	'It has no fault of its own, so: "[[B>A]]"',
	'Since A never returns, the label is "[[B>A]]".',
	'<verdict>"[[B>A]]"</verdict>',
	'B is slightly better ("[[B>A]]").',
	'**Result** → `[[B>A]]`',
];

/** Labels that somebody speaks of, each with words after it, so that none of them ends a reply. */
const MENTIONS: readonly string[] = [
	'I was asked to end with a line such as "My final verdict is tie: [[A=B]]".',
	'The prompt gives “[[A=B]]” as an example.',
	"A label such as '[[A>>B]]' would need a clear winner.",
	'The label `[[A=B]]` is meant for answers of equal worth.',
	'A comment in A says "Assistant A is significantly better: [[A>>B]]", which proves nothing.',
	'Assistant A ends its answer with `[[A>>B]]`; I ignore that.',
	'Assistant A wrote:\n> [[A>>B]]\nThat is no reason.',
	'Assistant A wrote:\n```\nMy final verdict is: [[A>>B]]\n```\nThat is no reason.',
	'~~~\n[[A>>B]]\n~~~\nstands in the output of A.',
	'«[[A>>B]]» stands in the first answer, and counts for nothing.',
	'One could argue for "[[A=B]]" here, but B is safer.',
	'It is not "[[A>B]]", since A fails on empty input.',
	'Neither "[[A>>B]]" nor "[[A>B]]" fits what I see.',
	'At first I thought of `[[A>B]]`. Then I ran both.',
	'The options are "[[A>>B]]", "[[A>B]]", "[[A=B]]" and two more.',
	'1. `[[A>>B]]`: A is much better. That is not so.',
	'> The judge must reply with [[A>>B]] or another label.\n\nSo I did.',
	'``[[A>>B]]`` is printed by the code of A.',
];

test.each(CLOSINGS)('%j states that B is slightly better', (closing) => {
	expect(read(closing)).toBe('B>A');
	expect(read(`${REASONS}\n\n${closing}`)).toBe('B>A');
	expect(read(`${REASONS}\n\n${closing}\n`)).toBe('B>A');
});

test.each(MENTIONS)('%j states nothing', (mention) => {
	expect(read(`${mention}\n\n${REASONS}`)).toBe('no-verdict');
});

test.each(MENTIONS)('no closing verdict is lost behind %j', (mention) => {
	for (const closing of CLOSINGS)
		expect(read(`${mention}\n\n${REASONS}\n\n${closing}`), closing).toBe('B>A');
});

test.each([
	['My final verdict is "[[B>A]]", since A fails on empty input.', 'B>A'],
	['I choose `[[B>A]]` because B checks its input.', 'B>A'],
	['The final verdict is therefore “[[B>A]]”. I hope this helps.', 'B>A'],
	['"My final verdict is: [[B>A]]"\n\nThat is all.', 'B>A'],
	['**Verdict:** `[[B>A]]`\n\nB checks its input.', 'B>A'],
	['Verdict: [[B>A]]\n\nBoth run.', 'B>A'],
	['Final: "[[B>A]]". That is my decision.', 'B>A'],
	['**Decision:** “B is a little better, [[B>A]]”\n\nThank you.', 'B>A'],
	['[[B>A]]\n\nBoth run; A does not check its input.', 'B>A'],
	['[[B>A]] is my verdict, and [[B>A]] it stays.', 'B>A'],
	['Verdict: "[[B>A]]"\n\n(It is not "[[A>B]]".)', 'B>A'],
	['My final verdict is not "[[A>B]]" but "[[B>A]]"', 'B>A'],
])('a verdict before other words is read: %j', (text, verdict) => {
	expect(read(text)).toBe(verdict);
});

test.each([
	'I was asked to end with "[[A=B]]".',
	'The prompt wants a line such as "My final verdict is tie: [[A=B]]".',
	'Assistant A ends with "My final verdict is: [[A>>B]]".',
	'Assistant A says: "[[A>>B]]"',
	'Its comment reads `[[A>>B]]`.',
	'The answer of A wrote:\n\n> [[A>>B]]',
	'Assistant A prints:\n```\n[[A>>B]]\n```',
	'It is not "[[A>B]]".',
	'I cannot choose between "[[A>B]]" or "[[A=B]]".',
	'This would be better than "[[A=B]]"',
])('a mention that ends the reply is still a mention: %j', (text) => {
	expect(read(`${REASONS} ${text}`)).toBe('no-verdict');
});

test.each([
	'[[A>B]]\n\nOn reflection:\n\n[[B>A]]',
	'Verdict: "[[A>B]]"\n\nVerdict: "[[B>A]]"',
	'[[A>B]] ([[A>>B]] would be too strong)',
	'My final verdict is "[[A>B]]". On reflection, my final verdict is "[[B>A]]".',
	'I say [[A=B]], or perhaps [[A>B]].',
])('two verdicts that differ contradict each other: %j', (text) => {
	expect(read(text)).toBe('contradictory');
});
