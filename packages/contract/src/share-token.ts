/** What a link to a private submission is known by, `cjl_<id>_<secret>`: shown only when it is made. */
export const SHARE_TOKEN = /^cjl_([a-z0-9]{4,32})_([A-Za-z0-9_-]{20,128})$/;

/**
 * The token in the address of a submission's page. Earlier versions had one link for each submission, whose address has the
 * secret alone: the id of that link is the submission's without its prefix.
 */
export function shareTokenOf(submissionId: string, share: string): string {
	return SHARE_TOKEN.test(share) ? share : `cjl_${submissionId.replace(/^sub_/, '')}_${share}`;
}
