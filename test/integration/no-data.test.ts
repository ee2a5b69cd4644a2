import type { INodeParameters } from 'n8n-workflow';

import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const nothing = { status: 204, body: '' };
const nullData = { body: JSON.stringify({ success: true, data: null, errorCode: '', message: 'Done' }) };

describe.each([
	['204 without a body', nothing],
	['success without data', nullData],
])('%s', (_, answer) => {
	test.each([
		['callback delete', 'DELETE /v2/callbacks', { callbackId: '7001' }, { deleted: true, callbackId: 7001 }],
		['callback update', 'POST /v2/callbacks/update', { callbackId: '7001' }, { success: true }],
		['parcel confirm', 'POST /v2/parcels/confirm', { parcelId: '7' }, { success: true, parcelId: 7 }],
		['parcel cancel', 'POST /v2/parcels/cancel/{id}', { parcelId: '7' }, { success: true, parcelId: 7 }],
		['parcel resetToInbox', 'POST /v2/parcels/reset-to-inbox/{id}', { parcelId: '7' }, { parcelId: 7 }],
	])('for %s is a success', async (operation, endpoint, parameters, json) => {
		sandbox().fault(endpoint, answer);
		expect(outputOf(await runOperation(sandbox(), operation, parameters))).toMatchObject([{ json }]);
		expect(sandbox().requests).toHaveLength(1);
	});

	test.each([
		['parcel get', 'GET /v2/parcels/{id}', { parcelId: '7' }],
		['callbackEvent get', 'POST /v2/callbacks/get-event-by-id', { callbackEventId: '7' }],
		['callbackQueueEntry get', 'GET /v2/callbacks/get-queue-by-id', { callbackId: '7' }],
	])('for %s is an error', async (operation, endpoint, parameters) => {
		sandbox().fault(endpoint, answer);
		const run = await runOperation(sandbox(), operation, parameters);
		expect(outputOf(run)).toEqual([]);
		expect(errorOf(run).message).toMatch(/sent nothing.*Check the ID/);
	});

	test('for a list is an error, not an empty list', async () => {
		sandbox().fault('POST /v2/parcels/pending-inbox-list', answer);
		expect(errorOf(await runOperation(sandbox(), 'parcel getPending', { returnAll: true })).message).toMatch(
			/can't read: nothing/,
		);
	});

	test('for a download is an error, not an empty file', async () => {
		sandbox().fault('POST /v2/parcels/download', { ...answer, times: 3 });
		const run = await runOperation(sandbox(), 'parcel download', { parcelId: '7' });
		expect(errorOf(run).message).toMatch(/contains no file/);
	});
});

describe('204 for a request with a response is an error: the outcome is unknown, and the message says how to check', () => {
	const url = 'https://app.example.com/x';
	const text = { input: 'text', content: 'ISA', fileName: 'a.edi' };
	const ecGridIds = { ecGridIdFrom: '820001', ecGridIdTo: '820002' };
	test.each<[string, string, INodeParameters, RegExp]>([
		['callback create', 'POST /v2/callbacks/create', { url, event: 'Parcel' }, /lists the callbacks/],
		['callback test', 'POST /v2/callbacks/test', { callbackId: '7' }, /knows whether a request arrived/],
		['parcel upload', 'POST /v2/parcels/upload', text, /Get Many Outbox lists the sent parcels/],
		['parcel sendTestFile', 'POST /v2/parcels/send-test-file', ecGridIds, /Get Many Outbox lists/],
	])('%s', async (operation, endpoint, parameters, check) => {
		for (const status of [204, 205]) {
			sandbox().fault(endpoint, { status, body: '' });
			const run = await runOperation(sandbox(), operation, parameters);
			expect(outputOf(run)).toEqual([]);
			expect(errorOf(run).message).toMatch(
				/isn't from ECGrid\. It isn't known whether ECGrid carried out the request/,
			);
			expect(errorOf(run).description).toContain(`The response was HTTP ${status}.`);
			expect(errorOf(run).description).toMatch(check);
		}
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('200 with only a success flag for a request that returns more: the outcome is unknown', () => {
	test.each<[string, string, INodeParameters, RegExp]>([
		[
			'callback create',
			'POST /v2/callbacks/create',
			{ url: 'https://app.example.com/x', event: 'Parcel' },
			/lists the callbacks/,
		],
		['callback test', 'POST /v2/callbacks/test', { callbackId: '7' }, /knows whether a request arrived/],
	])('%s', async (operation, endpoint, parameters, howToVerify) => {
		const answers = ['null', 'true', '""', '{}'];
		for (const data of answers) {
			sandbox().fault(endpoint, { body: `{"success":true,"data":${data}}` });
			const run = await runOperation(sandbox(), operation, parameters);
			expect(outputOf(run)).toEqual([]);
			expect(errorOf(run).message).toBe(
				"ECGrid answered without an error, but didn't report the result. It isn't known whether ECGrid carried out the request",
			);
			expect(errorOf(run).description).toMatch(howToVerify);
			expect(errorOf(run).description).toContain('HTTP 200');
		}
		expect(sandbox().requests).toHaveLength(answers.length);
	});

	test.each<[string, string, INodeParameters]>([
		['parcel upload', 'POST /v2/parcels/upload', { input: 'text', content: 'ISA', fileName: 'a.edi' }],
		[
			'parcel sendTestFile',
			'POST /v2/parcels/send-test-file',
			{ ecGridIdFrom: '820001', ecGridIdTo: '820002' },
		],
	])('%s is still a success: the file is on its way', async (operation, endpoint, parameters) => {
		for (const data of ['null', 'true']) {
			sandbox().fault(endpoint, { body: `{"success":true,"data":${data}}` });
			const run = await runOperation(sandbox(), operation, parameters);
			expect(outputOf(run)).toMatchObject([{ json: { parcelId: null } }]);
		}
		expect(sandbox().requests).toHaveLength(2);
	});
});

test('an empty object for a Get is an error too', async () => {
	sandbox().fault('GET /v2/parcels/{id}', { body: JSON.stringify({ success: true, data: {} }) });
	expect(errorOf(await runOperation(sandbox(), 'parcel get', { parcelId: '7' })).message).toMatch(
		/sent nothing/,
	);
});

describe('an ECGrid that answers in other formats', () => {
	const readings = { envelopeCapitals: true, noContent: true, problemErrors: true, sixEvents: true };
	const other = cleanSandbox({ readings });

	test('is understood: a create, a delete without data, and a refused field with its name', async () => {
		const url = 'https://app.example.com/x';
		const created = await runOperation(other(), 'callback create', { url, event: 'Parcel' });
		expect(outputOf(created)).toMatchObject([{ json: { callbackId: 7001 } }]);
		const deleted = await runOperation(other(), 'callback delete', { callbackId: '7001' });
		expect(outputOf(deleted)).toMatchObject([{ json: { deleted: true } }]);
		const refused = await runOperation(other(), 'callback create', { url, event: 'Invoice' });
		expect(errorOf(refused).message).toMatch(/HTTP 400\): One or more validation errors occurred\. event: /);
	});
});
