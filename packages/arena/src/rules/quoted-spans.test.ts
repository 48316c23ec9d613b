import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCodeSpans, findQuotations } from './quoted-spans.ts';

/** What the spans are, as patterns: simple to read, and quadratic in marks that nothing closes. */
const QUOTATIONS = [
	/"[^"\n]*"/g,
	/“[^”\n]*”/g,
	/«[^»\n]*»/g,
	/‘[^’\n]*’(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}])'(?=\S)[^'\n]*'(?![\p{L}\p{N}])/gu,
];
const CODE_SPAN = /(`+)[^`\n]+\1/g;

const spansOf = (line: string, pattern: RegExp) =>
	[...line.matchAll(pattern)].map(({ 0: span, index }) => ({
		start: index,
		end: index + span.length,
	}));

const line = fc
	.array(
		fc.constantFrom(
			'"',
			'“',
			'”',
			'«',
			'»',
			'‘',
			'’',
			"'",
			'`',
			'``',
			'```',
			' ',
			'a',
			'é',
			'𝒜',
			'.',
		),
		{ maxLength: 30 },
	)
	.map((pieces) => pieces.join(''));

test('quotations are those of the patterns, whatever marks a line has', () => {
	fc.assert(
		fc.property(line, (text) => {
			expect(findQuotations(text)).toEqual(QUOTATIONS.map((pattern) => spansOf(text, pattern)));
		}),
		{ numRuns: 3000 },
	);
});

test('code spans are those of the pattern, whatever runs of backticks a line has', () => {
	fc.assert(
		fc.property(line, (text) => {
			expect(findCodeSpans(text)).toEqual(spansOf(text, CODE_SPAN));
		}),
		{ numRuns: 3000 },
	);
});
