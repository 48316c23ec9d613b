/** Who wrote the reference of a question: a person, a model, or a program that was run. */
export const REFERENCE_ORIGINS = ['human', 'model', 'execution'] as const;
export type ReferenceOrigin = (typeof REFERENCE_ORIGINS)[number];

/** Who may read a reference: everybody who may read its question, or the judge and operators. */
export const REFERENCE_VISIBILITIES = ['public', 'judge-only'] as const;
export type ReferenceVisibility = (typeof REFERENCE_VISIBILITIES)[number];

/** Which references a judge is shown in a check: those of the questions, none, or those of other questions. */
export const SHOWN_REFERENCES = ['on', 'off', 'shuffled'] as const;
export type ShownReferences = (typeof SHOWN_REFERENCES)[number];
