import manifest from '../package.json' with { type: 'json' };

/** Of Codejoust, server and client alike: every package of a release has the same version. */
export const VERSION: string = manifest.version;

/** Every answer of the API has it, so that a client notices that it is of another release. */
export const VERSION_HEADER = 'codejoust-version';
