/** What a server's program says at its beginning so that it tells this server: a piece for each SDK, ready to be copied. */

export type Sdk = 'segment-node' | 'segment-python' | 'rudder-node';

/** Names of products, the same in every language. */
export const SDKS: readonly { readonly value: Sdk; readonly name: string }[] = [
  { value: 'segment-node', name: 'Node.js: @segment/analytics-node' },
  { value: 'segment-python', name: 'Python: segment-analytics-python' },
  { value: 'rudder-node', name: 'Node.js: @rudderstack/rudder-sdk-node' },
];

/** Neither a key nor an origin holds a quote or a backslash. */
const codes: Record<Sdk, (key: string, origin: string) => string> = {
  'segment-node': (key, origin) => `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${key}',
  host: '${origin}',
});

analytics.track({ userId: '17', event: 'Product Viewed', properties: { name: 'Cup' } });`,
  'segment-python': (key, origin) => `import segment.analytics as analytics

analytics.write_key = '${key}'
analytics.host = '${origin}'

analytics.track('17', 'Product Viewed', {'name': 'Cup'})`,
  'rudder-node': (key, origin) => `import RudderAnalytics from '@rudderstack/rudder-sdk-node';

const analytics = new RudderAnalytics('${key}', {
  dataPlaneUrl: '${origin}',
});

analytics.track({ userId: '17', event: 'Product Viewed', properties: { name: 'Cup' } });`,
};

export function sdkCode(sdk: Sdk, key: string, origin: string): string {
  return codes[sdk](key, origin);
}
