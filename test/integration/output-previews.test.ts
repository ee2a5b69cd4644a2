import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';

import type { Schema } from '../../build/schema';
import { execute, nodeOfPackage, outputOf } from './n8n';
import { binary, operations, parametersFor, runOperation } from './operations';
import { byId, cleanSandbox, credentialsFor } from './setup';

// Before a node has run, the editor shows the fields of its output from these files.

const ORDER = readFileSync(join(__dirname, '../../demo/850.edi'), 'utf8');
const sandbox = cleanSandbox();
const folder = join(__dirname, '../../dist/nodes/EcGrid/__schema__/v1.0.0');

/** The schema, without properties that it doesn't name, and with null for any value. */
const closed = ({ type, properties, items, ...schema }: Schema): object => ({
	...schema,
	...(type && { type: [...[type].flat(), 'null'] }),
	...(properties && {
		properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closed(inner)])),
		additionalProperties: false,
	}),
	...(items && { items: closed(items) }),
});

/** Runs an operation that another one needs. */
const before = async (operation: string, parameters: Record<string, unknown>) =>
	outputOf(await runOperation(sandbox(), operation, parameters))[0]!.json;

const callback = () => sandbox().addCallback({ url: 'https://localhost:9/', event: 'User' });
const inbound = () => ({
	parcelId: sandbox().addParcel({ fileName: 'PO.edi', content: ORDER }, { fire: false }).parcelId,
});
const partners = { ecGridIdFrom: '820001', ecGridIdTo: '820005' };
const outbound = async () => await before('parcel sendTestFile', partners);

/** The parameters of operations that need an object of the sandbox, by operation or else by resource. */
const PREPARATIONS: Record<string, () => object | Promise<object>> = {
	callback: () => ({ callbackId: callback().callbackId }),
	callbackEvent: () => {
		callback();
		return { callbackEventId: sandbox().fire('User')[0]!.callbackEventId };
	},
	callbackQueueEntry: () => ({ callbackId: callback().callbackId }),
	carbonCopy: async () =>
		await before('carbonCopy create', { fromMailboxId: byId('30001'), toMailboxId: byId('30041') }),
	'ecGridId find': async () =>
		await before('ecGridId create', { mailboxId: byId('30041'), qualifier: 'ZZ', id: 'ACME' }),
	'key getAll': async () => {
		await before('key create', { userId: byId('5001'), visibility: 'Private' });
		return { userId: 5001 };
	},
	mailbox: () => ({ mailboxId: 30041 }),
	'mailbox create': () => ({}),
	network: () => ({ networkId: 1202 }),
	parcel: inbound,
	'parcel cancel': outbound,
	'parcel findMailbagControlId': async () => {
		const { parcelId } = inbound();
		await before('parcel setMailbagControlId', { parcelId: String(parcelId), mailbagControlId: 'MB-1' });
		return { mailbagControlId: 'MB-1' };
	},
	'parcel getOutbox': async () => ({ ...(await outbound()) }),
	'parcel sendTestFile': () => partners,
	'parcel upload': () => partners,
	'user findByLogin': async () => await before('user get', { userId: byId('5001') }),
};

test.each(operations)('$resource → $operation puts out what the editor shows', async (chosen) => {
	const { resource, operation } = chosen;
	const schema = JSON.parse(readFileSync(join(folder, resource, `${operation}.json`), 'utf8')) as Schema;
	expect(Object.keys(schema.properties!).length).toBeGreaterThan(0);

	const prepare = PREPARATIONS[`${resource} ${operation}`] ?? PREPARATIONS[resource];
	const instead = { ...(await prepare?.()) };
	const parameters = parametersFor(await nodeOfPackage('ecGrid'), chosen, false, instead);
	const run = await execute({ credentials: credentialsFor(sandbox()), parameters, binary });
	expect(run.data.resultData.error?.message).toBeUndefined();
	const items = outputOf(run);
	const validate = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true }).compile(closed(schema));
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		validate(json);
		expect(validate.errors ?? []).toEqual([]);
	}
});
