/** Who is signed in: a shape alone, which everything may know. */
import type { AccountId, DeviceId } from './wire';

/** Who is signed in here, or for which brand a member acts. */
export interface SignedIn {
  account: AccountId;
  device: DeviceId;
  /** The member who acts; absent where the account is the person's own. */
  member?: AccountId;
}
