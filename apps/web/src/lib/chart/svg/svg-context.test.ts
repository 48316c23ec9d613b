import { expect, test } from 'vitest';
import { svgContext } from './svg-context.ts';
import { textWidth } from './text-width.ts';

const open = () => svgContext({ width: 100, height: 50 });

test('shapes are drawn where their transformation leads, and restored with their style', () => {
	const context = open();
	context.save();
	context.translate(10, 20);
	context.scale(2, 2);
	context.fillStyle = 'red';
	context.fillRect(1, 1, 3, 4);
	context.restore();
	context.fillRect(0, 0, 1, 1);
	expect(context.write().split('\n')).toEqual([
		'<path d="M12 22L18 22L18 30L12 30Z" fill="red"/>',
		'<path d="M0 0L1 0L1 1L0 1Z" fill="#000"/>',
	]);
});

test('a whole turn is a circle of two halves, and a quarter ends where it should', () => {
	const context = open();
	context.beginPath();
	context.arc(10, 10, 5, 0, 2 * Math.PI);
	context.fill();
	context.beginPath();
	context.arc(10, 10, 5, 0, Math.PI / 2);
	context.stroke();
	const [circle, quarter] = context.write().split('\n');
	expect(circle).toContain('M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10');
	expect(quarter).toMatch(/^<path d="M15 10A5 5 0 0 1 13.54 13.54A5 5 0 0 1 10 15" fill="none"/);
});

test('an arc against the clock turns the other way', () => {
	const context = open();
	context.beginPath();
	context.arc(0, 0, 1, 0, Math.PI, true);
	context.stroke();
	expect(context.write()).toContain('M1 0A1 1 0 0 0 0 -1A1 1 0 0 0 -1 0');
});

test('what is clipped names its clip, one within another both', () => {
	const context = open();
	for (const size of [9, 5]) {
		context.beginPath();
		context.rect(0, 0, size, size);
		context.clip();
	}
	context.fillRect(0, 0, 99, 99);
	const written = context.write();
	expect(written).toContain('<clipPath id="c2"><path d="M0 0L5 0L5 5L0 5Z" clip-path="url(#c1)"/>');
	expect(written).toMatch(/clip-path="url\(#c2\)"\/>$/);
});

test('texts are escaped, anchored, and hold no character that XML does not know', () => {
	const context = open();
	context.font = 'bold 20px sans-serif';
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	context.fillText('<script>"&\u0000', 5, 5);
	expect(context.write()).toBe(
		'<text x="5" y="12" font-size="20" font-weight="bold" text-anchor="middle" fill="#000">&lt;script&gt;&quot;&amp;\ufffd</text>',
	);
});

test('a label that is a number is as wide as its digits, and is drawn', () => {
	const context = open();
	expect(context.measureText(2021)).toEqual(context.measureText('2021'));
	context.fillText(2021, 0, 0);
	expect(context.write()).toContain('>2021</text>');
});

test('a number that is none leaves a file that can be read', () => {
	const context = open();
	context.fillRect(NaN, Infinity, 1, 1);
	expect(context.write()).not.toMatch(/NaN|Infinity/);
});

test('widths are those of DejaVu Sans, wide scripts a square each', () => {
	expect(textWidth('Hi', 1000)).toBe(752 + 278);
	expect(textWidth('漢', 12)).toBe(12);
	expect(textWidth('', 12)).toBe(0);
});
