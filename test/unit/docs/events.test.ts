import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventsOf } from '../../../nodes/EcGrid/trigger/event';

const page = readFileSync(join(__dirname, '../../../docs/events-and-payloads.md'), 'utf8');

const examples = (kind: string): unknown[] =>
	[...page.matchAll(new RegExp(`<!-- ${kind} -->\\s+\`\`\`json\\n([^\`]+)\`\`\``, 'g'))].map(([, json]) =>
		JSON.parse(json!),
	);

test('docs/events-and-payloads.md: the trigger turns the deliveries shown into the items shown', () => {
	expect(examples('delivery')).toHaveLength(2);
	expect(examples('delivery').flatMap((body) => eventsOf(body, 'Parcel'))).toEqual(examples('item'));
});
