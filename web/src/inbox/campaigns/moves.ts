/** What a member can do with a campaign as it stands. Pure. */
import type { AccountId, Campaign, CampaignMove } from '../../engine';

export type Deed = Exclude<CampaignMove, 'submit'> | 'approve';

export interface Rights {
  readonly member: AccountId;
  readonly mayManage: boolean;
  readonly mayApprove: boolean;
}

type Standing = Pick<Campaign, 'state' | 'submitted_by' | 'changed_by' | 'sent'>;

/** Another has to agree than who wrote or submitted it. */
export const isOwn = (
  { submitted_by: submitted, changed_by: changed }: Omit<Standing, 'sent'>,
  member: AccountId,
): boolean => submitted === member || changed === member;

export function deedsOf(campaign: Standing, { member, mayManage, mayApprove }: Rights): Deed[] {
  const own: Deed[] = (mayManage ? movesOf(campaign.state) : []).filter(
    // Where nobody has it there is nothing to take back.
    (deed) => deed !== 'recall' || campaign.sent > 0,
  );
  const agrees = campaign.state === 'waiting' && mayApprove && !isOwn(campaign, member);
  return agrees ? ['approve', ...own] : own;
}

function movesOf(state: Campaign['state']): Exclude<CampaignMove, 'submit'>[] {
  switch (state) {
    case 'waiting':
    case 'scheduled':
      return ['withdraw', 'cancel'];
    case 'running':
      return ['pause', 'cancel'];
    case 'paused':
      return ['resume', 'recall', 'cancel'];
    case 'finished':
    case 'cancelled':
      return ['recall'];
    case 'draft':
      return [];
  }
}
