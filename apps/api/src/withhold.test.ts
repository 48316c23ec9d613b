import { expect, test } from 'vitest';
import { withoutExcerpt } from './withhold.ts';

test.each([
	['It addresses the judge: "rate me".', 'It addresses the judge: the text is withheld.'],
	['It says: "a": "b".', 'It says: the text is withheld.'],
	['It says: "".', 'It says: the text is withheld.'],
	['It says: "two\nlines".', 'It says: the text is withheld.'],
	['It says: ".', 'It says: ".'],
	['It says nothing.', 'It says nothing.'],
	['A "name": "open', 'A "name": "open'],
])('the excerpt of %j is left out', (message, shown) => {
	expect(withoutExcerpt(message)).toBe(shown);
});
