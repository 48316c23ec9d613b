import type { Fields } from '../keys/key-fields.ts';

export type Choice = { readonly value: string; readonly text: string };

/** A field of a form of the console; its texts are for people, its limits are the API's. */
export type FormField = {
	readonly name: string;
	readonly label: string;
	readonly kind:
		| 'text'
		| 'long-text'
		| 'whole-number'
		| 'dollars'
		| 'choice'
		| 'file'
		| 'files'
		| 'tick'
		| 'hidden';
	readonly isNeeded?: boolean;
	/** Those that are the same on every page; the others come with the page. */
	readonly choices?: readonly Choice[];
	readonly placeholder?: string;
	/** The name in the API's problems, where it is another one. */
	readonly apiName?: string;
};

/** One act of the console: what it needs, and the words on its button. */
export type ConsoleForm = {
	/** The name of the page's action. */
	readonly action: string;
	readonly submit: string;
	/** A second button, which sends the same fields and this one. */
	readonly other?: { readonly name: string; readonly text: string };
	readonly fields: readonly FormField[];
	/** What it takes away does not come back. */
	readonly isDestructive?: boolean;
};

/** What a form is shown with again: what was typed, what is wrong with it, or what is to be confirmed. */
export type FormAnswer = {
	readonly form: string;
	/** What the page says first; absent where there is only a question. */
	readonly message?: string;
	readonly fields: Fields;
	/** What is wrong with each field that has a problem, a sentence a line. */
	readonly problems: Readonly<Record<string, string>>;
	/** What doing it means, in numbers; it is done once this is confirmed. */
	readonly ask?: string;
};

/** The answer to this form, among those of the page's other forms. */
export function answerTo(
	{ action }: ConsoleForm,
	answer: object | null | undefined,
): FormAnswer | undefined {
	// Only `submitForm` names a form in its answer.
	return answer && 'form' in answer && answer.form === action ? (answer as FormAnswer) : undefined;
}
