import type { MisplacedCode } from '../checks/misplaced-text.ts';
import type { PreparationOptions } from '../checks/preparation.ts';
import type { KnownQuestion } from './known-questions.ts';

export type ResponseOptions = {
	/** The benchmark's questions; without them unknown and missing ids cannot be seen. */
	readonly questions?: readonly KnownQuestion[];
	/** A part of the answers: those that are missing come with another file. */
	readonly isPartial?: boolean;
	/** Texts in the place of answers that their owner wants judged all the same. */
	readonly accepted?: readonly MisplacedCode[];
	/** What is done to the answers before they are looked at and stored. */
	readonly prepare?: PreparationOptions | undefined;
	/** Whose answers they are: rows that name another model are a warning. */
	readonly model?: string | undefined;
	/** The file was checked before, so that nothing is to be said about its answers again. */
	readonly isChecked?: boolean;
};
