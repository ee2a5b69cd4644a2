import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { EcGrid } from '../../../../../nodes/EcGrid/EcGrid.node';
import { resources } from '../../../../../nodes/EcGrid/resources';

const operations = resources.flatMap(({ value: resource, operations: list }) =>
	list.map((operation) => ({ ...operation, resource, where: `${resource} → ${operation.value}` })),
);

test.each(new EcGrid().description.properties.filter(({ type }) => type === 'collection'))(
	'the choices of $displayName ($displayOptions.show) are in alphabetical order',
	({ options = [] }) => {
		const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right)));
	},
);

const SENTENCE_CASE = /^[A-Z][a-z]+ (?!.*\.$)/;

describe.each(operations)('$where', ({ action, description, fields, additionalFields = [] }) => {
	test('says what it does, for a person and a model', () => {
		expect(action).toMatch(SENTENCE_CASE);
		expect(action.replace(/\bID\b/g, '').slice(1)).not.toMatch(/[A-Z]/);
		expect(action).not.toMatch(/\b(an?|the)\b/i);
		expect(description.length).toBeGreaterThan(action.length);
	});

	test('explains every field and every choice', () => {
		for (const { property } of [...fields, ...additionalFields]) {
			expect({ [property.name]: property.description }).toEqual({ [property.name]: expect.any(String) });
			for (const option of (property.options ?? []) as INodePropertyOptions[]) {
				expect({ [option.name]: option.description }).toEqual({ [option.name]: expect.any(String) });
			}
		}
	});
});

test.each([
	['callback → delete', /permanently.*cannot be undone/i],
	['callback → test', /real request/],
	['callback → update', /Terminated ends it permanently, which cannot be undone/],
	['parcel → addAcknowledgmentNote', /cannot be taken back/],
	['parcel → cancel', /cannot be undone/],
	['parcel → confirm', /not offered again/],
	['parcel → resetToInbox', /offers it again.*second time/],
	['parcel → sendTestFile', /reach the recipient, which cannot be undone/],
	['parcel → update', /not offered again/],
	['parcel → upload', /cannot be undone/],
])('%s warns about irreversible effects', (where, warning) => {
	expect(operations.find((operation) => operation.where === where)!.description).toMatch(warning);
});
