/** The words for what members of a brand do. */
import type { HeldRole, Role } from '../engine';
import * as m from '../paraglide/messages';

const roles: Record<Role, { name: () => string; what: () => string }> = {
  owner: { name: m.role_owner, what: m.role_owner_what },
  admin: { name: m.role_admin, what: m.role_admin_what },
  agent: { name: m.role_agent, what: m.role_agent_what },
  marketer: { name: m.role_marketer, what: m.role_marketer_what },
  analyst: { name: m.role_analyst, what: m.role_analyst_what },
  bot: { name: m.role_bot, what: m.role_bot_what },
};

/** Those that a person can be given. */
export const ROLES = (Object.keys(roles) as Role[]).filter((role) => role !== 'bot');
export const roleName = (role: Role): string => roles[role].name();
export const roleWhat = (role: Role): string => roles[role].what();
/** What somebody's role is called, whoever made it. */
export const memberRole = ({ role, own_role: own }: { role: Role; own_role?: HeldRole }): string =>
  own?.name ?? roleName(role);
