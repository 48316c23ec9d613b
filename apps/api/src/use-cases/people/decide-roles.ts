import { type Role, ROLES, type Scope, SCOPES } from '@codejoust/contract/schemas/closed-lists';
import type { Identity, RoleRule } from '../../sign-in.ts';

/** The role of a person for each organisation: of several rules for one organisation the role that may do most. */
export function decideRoles(
	identity: Pick<Identity, 'values' | 'email' | 'isEmailVerified'>,
	rules: readonly RoleRule[],
): ReadonlyMap<string, Role> {
	const values = new Set(identity.values);
	const domain = identity.isEmailVerified ? domainOf(identity.email ?? '') : undefined;
	const roles = new Map<string, Role>();
	for (const rule of rules) {
		const holds = 'value' in rule ? values.has(rule.value) : rule.emailDomain === domain;
		if (holds) roles.set(rule.organisation, higher(rule.role, roles.get(rule.organisation)));
	}
	return roles;
}

export function scopeOf(role: Role): Scope {
	const scope = SCOPES[ROLES.indexOf(role)];
	if (scope === undefined) throw new Error(`the role ${role} has no scope`);
	return scope;
}

export function roleOf(scopes: readonly Scope[]): Role {
	const highest = Math.max(0, ...scopes.map((scope) => SCOPES.indexOf(scope)));
	return ROLES[highest] ?? 'reader';
}

/** The role that may do more. */
export function higher(one: Role, other: Role | undefined): Role {
	return other !== undefined && ROLES.indexOf(other) > ROLES.indexOf(one) ? other : one;
}

function domainOf(email: string): string | undefined {
	const [, domain] = /@([^@]+)$/.exec(email) ?? [];
	return domain?.toLowerCase();
}
