import { expect, test } from 'vitest';
import { countTokens } from '../endpoint/tokens.ts';
import { isPromptCut, leastTokens } from './prompt-cut.ts';

/** Prompts of many kinds, as long as an answer is. */
const PROMPTS: Readonly<Record<string, string>> = {
	English: 'The second answer checks its input before it sums the numbers. '.repeat(200),
	'short words': 'to be or not to be that is it '.repeat(400),
	contractions: "don't won't can't it's we're they've ".repeat(300),
	Python: 'def total(values):\n    for value in values:\n        result += value\n'.repeat(150),
	'deep indentation': `${' '.repeat(80)}return x\n`.repeat(300),
	'white space': `${'\n'.repeat(200)}${' '.repeat(2000)}word\n`.repeat(10),
	'signs alone': '========================================\n'.repeat(300),
	operators: '(a+b)*c/d-e; x[0]=y->z; !p&&q||r\n'.repeat(300),
	numbers: '1 22 333 4444 55555 3.14159 1e10\n'.repeat(300),
	base64: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(200),
	'one long word': 'a'.repeat(12_000),
	JSON: '{"id": 17, "name": "x", "tags": ["a", "b"], "ok": true}\n'.repeat(250),
	German: 'Die zweite Antwort prüft ihre Eingabe, bevor sie größere Zahlen summiert. '.repeat(150),
	Russian: 'Второй ответ проверяет входные данные, прежде чем складывать числа. '.repeat(150),
	Chinese: '第二个回答在求和之前检查了输入，因此更可靠。'.repeat(400),
	Japanese: '二番目の回答は合計する前に入力を確認しているので、より信頼できます。'.repeat(300),
	Korean: '두 번째 답변은 합산하기 전에 입력을 확인하므로 더 안정적입니다. '.repeat(300),
	Thai: 'คำตอบที่สองตรวจสอบข้อมูลก่อนรวมตัวเลขจึงเชื่อถือได้มากกว่า'.repeat(250),
	Arabic: 'الإجابة الثانية تتحقق من المدخلات قبل جمع الأرقام. '.repeat(200),
	Hindi: 'दूसरा उत्तर संख्याओं को जोड़ने से पहले इनपुट की जाँच करता है। '.repeat(200),
	emoji: '👍🏽🎉 '.repeat(1500),
};

test.each(Object.entries(PROMPTS))(
	'the true count of %s is never taken for a cut prompt',
	async (_name, content) => {
		const tokens = await countTokens(content);
		const messages = [{ content }];
		expect(leastTokens(content)).toBeLessThanOrEqual(tokens);
		expect(isPromptCut({ promptTokens: tokens }, messages)).toBe(false);
		// An encoding that needs a third fewer.
		expect(isPromptCut({ promptTokens: Math.ceil((tokens * 2) / 3) }, messages)).toBe(false);
		// All but a little of it came from a cache, counted within the prompt or apart from it.
		expect(isPromptCut({ promptTokens: tokens, cachedTokens: tokens - 8 }, messages)).toBe(false);
		expect(isPromptCut({ promptTokens: 8, cachedTokens: tokens - 8 }, messages)).toBe(false);
	},
);

test.each(['English', 'short words', 'Python', 'German', 'Russian'])(
	'a fifth of %s is a cut prompt',
	async (name) => {
		const content = PROMPTS[name] ?? '';
		const tokens = await countTokens(content);
		expect(isPromptCut({ promptTokens: Math.floor(tokens / 5) }, [{ content }])).toBe(true);
	},
);

test('without a count, or with zero, nothing is known', () => {
	const messages = [{ content: PROMPTS['English'] ?? '' }];
	expect(isPromptCut({}, messages)).toBe(false);
	expect(isPromptCut({ promptTokens: 0 }, messages)).toBe(false);
	expect(isPromptCut({ cachedTokens: 9 }, messages)).toBe(false);
	expect(isPromptCut({ promptTokens: 500 }, [{ content: 'A short prompt of a few words.' }])).toBe(
		false,
	);
	expect(isPromptCut({ promptTokens: 1 }, [])).toBe(false);
});

test('every message of a prompt counts', () => {
	const content = 'one word after the other '.repeat(100);
	expect(isPromptCut({ promptTokens: 400 }, [{ content }])).toBe(false);
	expect(isPromptCut({ promptTokens: 400 }, [{ content }, { content }])).toBe(true);
});
