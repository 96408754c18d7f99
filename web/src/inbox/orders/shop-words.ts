/** What shops are called, and where in each the two things stand that go from one page to the other. */
import type { ShopKind } from '../../engine';
import * as m from '../../paraglide/messages';

export const SHOPS: readonly ShopKind[] = ['shopify', 'woocommerce'];

/** Names, not words: the same in every language. */
export const shopNames: Record<ShopKind, string> = { shopify: 'Shopify', woocommerce: 'WooCommerce' };

/** Where the secret stands, or is made up. */
export function secretHint(kind: ShopKind): string {
  return kind === 'shopify' ? m.shops_secret_shopify() : m.shops_secret_woocommerce();
}

/** Where the address goes. */
export function addressHint(kind: ShopKind): string {
  return kind === 'shopify' ? m.shops_address_shopify() : m.shops_address_woocommerce();
}
