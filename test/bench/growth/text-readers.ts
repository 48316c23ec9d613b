import {
	readArenaHardLabel,
	readCodeArenaLabel,
} from '@codejoust/arena/other-programs/codearena-compat';
import { finalText, joinThinking, splitThinking } from '@codejoust/arena/rules/final-text';
import { findLabels } from '@codejoust/arena/rules/find-labels';
import {
	endsOnVerdict,
	readStructuredVerdict,
	readVerdict,
} from '@codejoust/arena/rules/read-verdict';
import { readReplyEnd } from '@codejoust/arena/rules/reply-end';
import { escapeText, shortenValue } from '@codejoust/arena/text/printable';
import { toCsv } from '@codejoust/contract/csv';
import { scanJson } from '@codejoust/formats/bytes/json-scan';
import { toBytes } from '@codejoust/formats/bytes/test-bytes';
import { decodeUtf8 } from '@codejoust/formats/bytes/utf8';
import { hasOpenCodeFence } from '@codejoust/formats/checks/code-fence';
import { findSuspicions } from '@codejoust/formats/checks/suspicions';
import { findTextFault } from '@codejoust/formats/checks/text-fault';
import { hashText } from '@codejoust/formats/checks/text-hash';
import { readLabelledPairs } from '@codejoust/formats/pairs/labelled-pairs';
import { readQuestions } from '@codejoust/formats/questions/questions';
import { readResponses } from '@codejoust/formats/responses/responses';
import { readPythonLiteral } from '@codejoust/formats/rows/python-literal';
import { isEmptyAnswer } from '@codejoust/formats/rows/response-record';
import { readBatchLine } from '@codejoust/judge/batch/batch-lines';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { findPairwiseFaults } from '@codejoust/judge/protocol/pairwise-faults';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { escapeForJudge } from '@codejoust/judge/prompt/escape-for-judge';
import { buildMessages } from '@codejoust/judge/protocol/pairwise-messages';
import { classifyError, classifyRefusal } from '@codejoust/judge/reply/error-class';
import { readError } from '@codejoust/judge/reply/error-object';
import { leastTokens } from '@codejoust/judge/reply/prompt-cut';
import { NO_HEADERS, readReply } from '@codejoust/judge/reply/read-reply';
import { redactMessage, redactSecrets } from '@codejoust/judge/reply/redact';
import { readDurationMs, readRetryWords } from '@codejoust/judge/reply/retry-time';
import { rehearse } from '../../../packages/judge/src/rehearsal/decide.ts';
import { readPrompt } from '../../../packages/judge/src/rehearsal/read-prompt.ts';
import { readJsonText } from '../../../apps/api/src/middleware/read-body.ts';
import { readForm } from '../../../apps/api/src/middleware/read-form.ts';
import { hideSecrets } from '../../../apps/api/src/api-key.ts';
import { diffLines } from '../../../apps/api/src/use-cases/judges/diff-lines.ts';
import { withoutExcerpt } from '../../../apps/api/src/withhold.ts';
import { cutToWidth } from '../../../apps/cli/src/cut-to-width.ts';
import { escapeUnsafe, safeLines } from '../../../apps/cli/src/safe-text.ts';
import { layOutTable } from '../../../apps/cli/src/table.ts';
import { plainStart } from '../../../apps/web/src/lib/battle/plain-start.ts';
import { stripMarkers } from '../../../apps/web/src/lib/server/strip-markers.ts';
import { showHidden } from '../../../apps/web/src/lib/text/visible-text.ts';
import type { TextReader } from './measure-growth.ts';

const raw = { status: 200, headers: NO_HEADERS };
const context = { apiKey: 'sk-secret', nowMs: 0 };
const fence = '0123456789abcdef';
const FORM_TYPE = 'multipart/form-data; boundary=edge';
const writeForm = (text: string) =>
	`--edge\r\ncontent-disposition: form-data; name="file"\r\n\r\n${text}\r\n--edge--\r\n`;
const jsonl = (record: object) => toBytes(`${JSON.stringify(record)}\n`);

/** What reads a judge's reply, or what a provider says beside it. */
const REPLY_READERS: readonly TextReader[] = [
	{ name: 'findLabels', read: findLabels },
	{ name: 'finalText', read: finalText },
	{ name: 'readReplyEnd', read: readReplyEnd },
	{ name: 'splitThinking of channels', read: (text) => splitThinking(`<|channel|>${text}`) },
	{ name: 'joinThinking', read: (text) => joinThinking(text, text) },
	{ name: 'readVerdict', read: (text) => readVerdict(text) },
	{
		name: 'readVerdict, closed by a verdict',
		read: (text) => readVerdict(`${text}\n\n[[B>A]]`, ['plain']),
	},
	{
		name: 'readVerdict, on one line with a verdict',
		read: (text) => readVerdict(`${text} [[B>A]] so.`, ['[[B>A]]']),
	},
	{
		name: 'readVerdict of what both answers hold',
		read: (text) => readVerdict(text, [text, text]),
	},
	{ name: 'readStructuredVerdict', read: readStructuredVerdict },
	{
		name: 'readStructuredVerdict of a verdict',
		read: (text) => readStructuredVerdict(JSON.stringify({ verdict: text })),
	},
	{ name: 'endsOnVerdict', read: (text) => endsOnVerdict(`${text}\n"[[B>A]]"`) },
	{ name: 'readArenaHardLabel', read: readArenaHardLabel },
	{ name: 'readCodeArenaLabel', read: readCodeArenaLabel },
	{ name: 'readReply of a body', read: (body) => readReply({ ...raw, body }, context) },
	{
		name: 'readReply of an event stream',
		read: (text) => readReply({ ...raw, body: `data: ${text}\ndata: [DONE]` }, context),
	},
	{
		name: 'readReply of a refusal',
		read: (body) => readReply({ ...raw, body, status: 400 }, context),
	},
	{
		name: 'readReply of a completion',
		read: (content) =>
			readReply(
				{
					...raw,
					body: {
						model: content,
						choices: [{ finish_reason: null, message: { content, reasoning: content } }],
					},
				},
				context,
			),
	},
	{
		name: 'readReply of parts',
		read: (text) => {
			const content = [...text.slice(0, 5000)].map((each) => ({ type: 'text', text: each }));
			const choices = [{ finish_reason: 'stop', message: { content } }];
			return readReply({ ...raw, body: { choices, error: text } }, context);
		},
	},
	{ name: 'readError', read: (text) => readError({ error: { message: text } }, 0) },
	{ name: 'classifyRefusal', read: (words) => classifyRefusal(400, { words }) },
	{ name: 'classifyError', read: (words) => classifyError({ words }) },
	{ name: 'readRetryWords', read: (words) => readRetryWords(words, 0) },
	{ name: 'leastTokens', read: leastTokens },
	{ name: 'countTokens', read: countTokens },
	{ name: 'readBatchLine', read: (text) => readBatchLine(text, context) },
	{ name: 'redactMessage', read: (text) => redactMessage(text, 'sk-secret') },
	{ name: 'redactSecrets', read: (text) => redactSecrets(text, 'sk-secret') },
	{ name: 'readDurationMs', read: readDurationMs },
];

/** What reads an answer or a question. */
const ANSWER_READERS: readonly TextReader[] = [
	{ name: 'escapeForJudge', read: escapeForJudge },
	{
		name: 'buildMessages',
		read: (text) =>
			buildMessages(defaultJudge(), {
				question: [{ role: 'user', content: text }],
				answerA: text,
				answerB: 'plain',
				fence,
			}),
	},
	{ name: 'readPrompt', read: readPrompt },
	{
		name: 'rehearse',
		read: (text) =>
			rehearse({ question: text, answerA: text, answerB: 'plain' }, { positionBias: 0, noise: 0 }),
	},
	{
		name: 'rehearse of code',
		read: (text) => {
			const answer = `\`\`\`js\n${text}`;
			return rehearse(
				{ question: 'x', answerA: answer, answerB: '' },
				{ positionBias: 0, noise: 0 },
			);
		},
	},
	{ name: 'findPairwiseFaults', read: (text) => findPairwiseFaults({ userTemplate: text }) },
	{ name: 'findSuspicions', read: findSuspicions },
	{ name: 'hasOpenCodeFence', read: hasOpenCodeFence },
	{ name: 'isEmptyAnswer', read: isEmptyAnswer },
	{ name: 'findTextFault', read: (text) => findTextFault({ text }) },
	{ name: 'hashText', read: hashText },
];

/** What reads an uploaded file or a body. */
const UPLOAD_READERS: readonly TextReader[] = [
	{ name: 'readResponses', read: (text) => readResponses(toBytes(text)) },
	{
		name: 'readResponses of an answer',
		read: (response) => readResponses(jsonl({ question_id: 'q', response })),
	},
	{
		name: 'readResponses of an id',
		read: (id) => readResponses(jsonl({ question_id: id, response: id })),
	},
	{
		name: 'readQuestions of a question',
		read: (prompt) => readQuestions(jsonl({ question_id: 'q', category: prompt, prompt })),
	},
	{
		name: 'readQuestions of CodeArena',
		read: (text) =>
			readQuestions(jsonl({ question_id: 'q', question: [text], task_type: text, messages: text })),
	},
	{
		name: 'readLabelledPairs',
		read: (text) =>
			readLabelledPairs([
				{
					bytes: jsonl({
						pair_id: 'p',
						prompt: text,
						response_a: text,
						response_b: text,
						label: 'A',
					}),
				},
			]),
	},
	{ name: 'readPythonLiteral', read: readPythonLiteral },
	{ name: 'readPythonLiteral of a list', read: (text) => readPythonLiteral(`['${text}', 1]`) },
	{
		name: 'readPythonLiteral of a long string',
		read: (text) => readPythonLiteral(`"""${text}"""`),
	},
	{ name: 'scanJson', read: (text) => scanJson(text, 64) },
	{ name: 'decodeUtf8', read: (text) => decodeUtf8(toBytes(`${text}\uD83C`).subarray(0, -1)) },
	{ name: 'readForm', read: (text) => readForm(FORM_TYPE, toBytes(writeForm(text))) },
	{ name: 'readJsonText', read: (text) => readJsonText(toBytes(JSON.stringify({ text }))) },
];

/** What writes a text where people read it. */
const TEXT_WRITERS: readonly TextReader[] = [
	{ name: 'escapeText', read: escapeText },
	{ name: 'shortenValue', read: (text) => shortenValue({ text }) },
	{ name: 'toCsv', read: (text) => toCsv([[text]]) },
	{ name: 'hideSecrets', read: hideSecrets },
	{ name: 'withoutExcerpt', read: withoutExcerpt },
	{ name: 'diffLines of prompts', read: (text) => diffLines(text, text.replaceAll('\n', '!\n')) },
	{ name: 'showHidden', read: showHidden },
	{ name: 'plainStart', read: plainStart },
	{ name: 'stripMarkers', read: stripMarkers },
	{ name: 'safeLines', read: safeLines },
	{ name: 'escapeUnsafe', read: escapeUnsafe },
	{ name: 'cutToWidth', read: (text) => cutToWidth(text, 80) },
	{
		name: 'layOutTable',
		read: (text) => layOutTable([{ title: 'Text', cell: () => text, least: 10 }], [0], 80),
	},
];

/** Every function of ours that reads a text of a stranger: an answer, a question, a reply, an upload. */
export const TEXT_READERS: readonly TextReader[] = [
	...REPLY_READERS,
	...ANSWER_READERS,
	...UPLOAD_READERS,
	...TEXT_WRITERS,
];
