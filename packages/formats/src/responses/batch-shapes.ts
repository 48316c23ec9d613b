import { isJsonObject, type JsonObject } from '../rows/json-row.ts';

/** A line of a Batch API, of whichever provider: what was asked, and what came of it. */
export type BatchLine =
	| {
			readonly kind: 'answered';
			/** As `{message: {content}, finish_reason}`. */
			readonly choices: unknown;
			readonly model: unknown;
	  }
	| { readonly kind: 'failed'; readonly why: string };

/** Whether a record is a line of OpenAI's shape, of Anthropic's (`result`) or of Gemini's (`key` and `candidates`). */
export function isBatchLine(record: JsonObject): boolean {
	const { custom_id: id, key, response, result, error } = record;
	if (typeof id === 'string' || typeof id === 'number')
		return isJsonObject(response) || isJsonObject(result) || response === null || 'error' in record;
	const isKeyed = typeof key === 'string' || typeof key === 'number';
	return isKeyed && (isGemini(response) || isJsonObject(error));
}

const isGemini = (response: unknown) => isJsonObject(response) && 'candidates' in response;

/** What a line says. OpenAI, Mistral, Together and vLLM wrap the reply in `response.body`; early vLLM has it in `response`. */
export function readBatchLine(record: JsonObject): BatchLine {
	if (isJsonObject(record['result'])) return readAnthropic(record['result']);
	const why = findFailure(record);
	if (why !== undefined) return { kind: 'failed', why };
	const { response } = record;
	if (!isJsonObject(response)) return { kind: 'failed', why: 'no response' };
	if (isGemini(response)) return readGemini(response);
	const body = isJsonObject(response['body']) ? response['body'] : response;
	return { kind: 'answered', choices: body['choices'], model: body['model'] };
}

function readAnthropic(result: JsonObject): BatchLine {
	const { type, message, error } = result;
	if (type !== 'succeeded' || !isJsonObject(message)) {
		const inner = isJsonObject(error) && isJsonObject(error['error']) ? error['error'] : error;
		const why = isJsonObject(inner) ? wordsOf(inner) : `it is ${String(type)}`;
		return { kind: 'failed', why };
	}
	const { content, stop_reason: reason, model } = message;
	return { kind: 'answered', choices: [{ message: { content }, finish_reason: reason }], model };
}

function readGemini({ candidates, modelVersion: model }: JsonObject): BatchLine {
	const list: readonly unknown[] = Array.isArray(candidates) ? candidates : [];
	const choices = list.map((candidate) => {
		const { content, finishReason } = isJsonObject(candidate) ? candidate : {};
		const parts = isJsonObject(content) ? content['parts'] : undefined;
		return { message: { content: parts ?? '' }, finish_reason: finishReason };
	});
	return { kind: 'answered', choices, model };
}

/** What the provider says of a request that it did not answer; undefined where it did. */
function findFailure({ response, error }: JsonObject): string | undefined {
	if (isJsonObject(error)) return wordsOf(error);
	if (!isJsonObject(response)) return typeof error === 'string' ? error : 'no response';
	const { status_code: status, body } = response;
	const isFailed = typeof status === 'number' && (status < 200 || status > 299);
	if (!isFailed) return undefined;
	const inner = isJsonObject(body) ? body['error'] : undefined;
	return isJsonObject(inner) ? wordsOf(inner) : `status ${status}`;
}

function wordsOf({ message, code }: JsonObject): string {
	const words = [message, code].find((word) => typeof word === 'string' && word !== '');
	return typeof words === 'string' ? words : 'an error without words';
}
