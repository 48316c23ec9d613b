import { expect, test } from 'vitest';
import { readRating } from './read-rating.ts';

const WHY =
	'The names say what they hold. The code covers an empty list; 3/10 cases of the text are left out.\n\n';

const read = (text: string) => {
	const judgment = readRating(text);
	return judgment.kind === 'scored' ? judgment.rating : judgment.reason;
};

test.each<readonly [string, number]>([
	['Rating: 7', 7],
	['rating: 7', 7],
	['Rating: 10', 10],
	['Rating: 7.', 7],
	['Rating: 7.0', 7],
	['7/10', 7],
	['**7/10**', 7],
	['[[7]]', 7],
	['Rating: [[7]]', 7],
	['Rating: [7]', 7],
	['Rating: [[7]]/10', 7],
	['**Rating:** 7/10', 7],
	['**Rating: 7**', 7],
	['### Rating: 7', 7],
	['- Rating: 7', 7],
	['1. Rating: 7', 7],
	['Final rating: 7 out of 10.', 7],
	['"Rating: 7"', 7],
	['`Rating: 7`', 7],
	['Score for this criterion (1-10): 7', 7],
	['Rating (1–10): 7', 7],
	['Rating for code explanation: 7/10', 7],
	['Readability rating: 7', 7],
	['Total rating: 7', 7],
	['My final rating is 7.', 7],
	['#### Output\nRating: 7\nRationale: as above, with 2 faults.', 7],
	['Rating:\n7', 7],
	['### Rating\n\n**7/10**', 7],
	['Rating: 7 - clear and short', 7],
	['Rating: 7 (it was 6/10 without the tests)', 7],
	['Rating: 7 because it handles 3 of 4 cases', 7],
	['<rating>7</rating>', 7],
	['Rating: $\\boxed{7}$', 7],
	['Feedback: clear. [RESULT] 7', 7],
	['So I would rate this answer 7/10.', 7],
	['Therefore, this answer has a score of 7.', 7],
	['The code is clear. [[7]]', 7],
	['{"rationale": "as above: Rating: 3", "rating": 7}', 7],
	['{"rationale": "as above", "rating": "7/10"}', 7],
	['```json\n{\n  "rating": 7,\n  "rationale": "good"\n}\n```', 7],
	['{\n  "rationale": "good",\n  "score": 7\n}', 7],
	// The escape of LaTeX is none of JSON.
	['{"rationale": "needs \\(n\\) steps", "rating": 7}', 7],
	['Rating: 7\n\nRating: 7', 7],
	['> Rating: 3\n\nRating: 7', 7],
	['```\nscore: 3\n```\nRating: 7', 7],
	['Rating： 7', 7],
])('%j is read, alone and after a rationale', (text, rating) => {
	expect(read(text)).toBe(rating);
	expect(read(WHY + text)).toBe(rating);
	expect(read(`${text}\n`.replaceAll('\n', '\r\n'))).toBe(rating);
});

test.each<readonly [string, string]>([
	['', 'empty'],
	[' \n', 'empty'],
	['No rating can be given.', 'no-verdict'],
	['Rating: seven', 'no-verdict'],
	['Rating: N/A', 'no-verdict'],
	['Rating: 6.5', 'no-verdict'],
	['Rating: 6,5', 'no-verdict'],
	['Rating: 0.5', 'no-verdict'],
	['Rating: 9.5/10', 'no-verdict'],
	['Rating: 7/8', 'no-verdict'],
	['Rating: 70/100', 'no-verdict'],
	['Rating: 70%', 'no-verdict'],
	['Rating: 1-10', 'no-verdict'],
	['Rating: 7-8', 'no-verdict'],
	['Rating: 7 or 8', 'no-verdict'],
	['It passes 3/10 cases', 'no-verdict'],
	['The best rating: 10', 'no-verdict'],
	['The code prints score: 7 and then stops.', 'no-verdict'],
	['> Rating: 7', 'no-verdict'],
	['{"rationale": "good"}', 'no-verdict'],
	['{"rating": null}', 'no-verdict'],
	['{"rating": 7.5}', 'no-verdict'],
	['Rating: 0', 'out-of-range'],
	['Rating: 11', 'out-of-range'],
	['Rating: 22', 'out-of-range'],
	['Rating: 11/10', 'out-of-range'],
	['Rating: -3', 'out-of-range'],
	['[[90]]', 'out-of-range'],
	['{"rating": 11}', 'out-of-range'],
	['Rating: 7\nOn reflection, Rating: 8', 'contradictory'],
	['Rating: 7\n\nRating: 8', 'contradictory'],
	['Rating: 7\nRating: N/A', 'contradictory'],
	['Rating: 11\nRating: 7', 'contradictory'],
	['Rating: 7. On reflection, Rating: 8', 'contradictory'],
	['{"rating": 7, "rating": 8}', 'contradictory'],
	['{"rating": 7, "score": 8}', 'contradictory'],
])('%j is no rating: %s', (text, reason) => {
	expect(read(text)).toBe(reason);
	if (text.trim() !== '') expect(read(WHY + text)).toBe(reason);
});

// Replies that other programs are publicly reported to have scored wrongly; the words are ours.
test.each<readonly [string, string, number | string]>([
	[
		'prometheus-eval#58: the rubric’s own "Score 5" instead of the judge’s',
		'Score 5: perfect in all.\nFeedback: the loop is clear. [RESULT] 3',
		3,
	],
	['evalscope#1575: [[90]] was clamped to full credit', 'It holds. [[90]]', 'out-of-range'],
	['unitxt#1960: a large number in brackets', 'Rating: [[85]]', 'out-of-range'],
	['openagent-eval#74: the first number', 'There are 5 reasons why this is a score of 9', 9],
	['openagent-eval#74: a word taken for the best', 'Not excellent, but acceptable.', 'no-verdict'],
	['water#57: a refusal became 0', 'I cannot evaluate this', 'no-verdict'],
	['uqlm#468: 0.8 became 8', '0.8', 'no-verdict'],
	['uqlm#468: 85.5 became 855', 'Score: 85.5', 'no-verdict'],
	['proving-ground#7: 85 of 10', 'INTERPRETATION_SCORE: 85', 'out-of-range'],
	['langfuse#11604: a huge number', '{"score": 9.2e+124}', 'out-of-range'],
	[
		'it-self-service-agent#422: an object in a string',
		'{"final": "{\\"score\\": 8}"}',
		'no-verdict',
	],
	['it-self-service-agent#422: a broken key', '{"final{": 0, "reason": "x"}', 'no-verdict'],
])('reported of other programs: %s', (_report, text, read_) => {
	expect(read(text)).toBe(read_);
});

test('a text is read in time that grows with its length', () => {
	const pieces = [
		'Rating: ',
		'a rating of ',
		'7/10 ',
		'[[',
		'{"rating": 7}\n',
		'> ',
		'\n',
		'"',
		'- 1. ',
	];
	for (const piece of pieces) {
		const started = process.cpuUsage();
		readRating(piece.repeat(1e6 / piece.length));
		expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
	}
});
