import { existsSync, readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowContent } from '../../local-n8n/api';
import { testFile } from '../../sandbox/x12';
import { useLab } from './lab';

const HOUR = 60 * 60_000;
const lab = useLab();

const example = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')) as WorkflowContent;
const imported = async (name: string) => await lab.importWorkflow(example(name));

const files = (...path: string[]) => join(lab.n8n.userFolder, '.n8n-files', ...path);

const harborline = { qualifier: 'ZZ', id: 'HARBORLINE' };
const partner = { qualifier: '08', id: '9254110060' };
const x12 = (documentType: string) => testFile(partner, harborline, documentType, new Date());

/** A parcel of an earlier test waits for nobody. */
afterEach(() => {
	for (const parcel of lab.sandbox.parcels) parcel.status = 'InBoxArchived';
});

describe('saving each arriving parcel, as shipped', () => {
	const publish = async () => {
		const { id } = await imported('save-arriving-parcels');
		expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
		return id;
	};

	test('the file is on disk, byte for byte, and the parcel is confirmed', async () => {
		const id = await publish();
		const content = Buffer.concat([Buffer.from(x12('850')), Buffer.from([0, 255, 128, 13, 10])]);
		const parcel = lab.sandbox.addParcel({ fileName: '850.edi', content });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		expect(readFileSync(files(`${parcel.parcelId}-850.edi`)).equals(content)).toBe(true);
		expect(parcel.status).toBe('InBoxTransferred');
		expect(execution!.output('Confirm')).toEqual([{ success: true, parcelId: parcel.parcelId }]);
	});

	test('a parcel that could not be saved is not confirmed', async () => {
		const id = await publish();
		rmSync(files(), { recursive: true });
		const parcel = lab.sandbox.addParcel({ fileName: '850.edi', content: x12('850') });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		mkdirSync(files());
		expect(execution!.status).toBe('error');
		expect(parcel.status).toBe('InBoxReady');
	});

	test('a file name that leads out of the folder does not', async () => {
		const id = await publish();
		const parcel = lab.sandbox.addParcel({ fileName: '../../outside.edi', content: x12('850') });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		expect(parcel.status).toBe('InBoxTransferred');
		expect(readdirSync(files()).filter((name) => name.startsWith(String(parcel.parcelId)))).toHaveLength(1);
		expect(existsSync(join(lab.n8n.userFolder, 'outside.edi'))).toBe(false);
	});
});

test('fetching the inbox and branching by document type, as shipped', async () => {
	const add = (fileName: string, content: string) =>
		lab.sandbox.addParcel({ fileName, content }, { fire: false });
	const order = add('order.edi', x12('850'));
	const invoice = add('invoice.edi', x12('810'));
	const several = add('several.edi', x12('850') + x12('810') + x12('856'));
	const picture = add('picture.png', 'no EDI at all');

	const { id } = await imported('inbox-by-document-type');
	expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
	const [execution] = await lab.api.waitForExecutions(id, 1);
	expect(execution!.error?.message).toBeUndefined();
	const parcelsOf = (node: string) => execution!.output(node).map(({ parcelId }) => parcelId);
	expect(parcelsOf('Take the order')).toEqual([order.parcelId, several.parcelId]);
	expect(parcelsOf('Book the invoice')).toEqual([invoice.parcelId, several.parcelId]);
	expect(parcelsOf('Have a person look')).toEqual([several.parcelId]);
	expect(parcelsOf('Confirm').sort()).toEqual([order, invoice, several].map(({ parcelId }) => parcelId));
	expect([order, invoice, several].map(({ status }) => status)).toEqual(Array(3).fill('InBoxTransferred'));
	expect(picture.status).toBe('InBoxReady');
	expect(lab.requestsTo('/v2/parcels/confirm')).toHaveLength(3);
});

describe('sending a file, as shipped', () => {
	test.each([
		['outboxPending', 'It is on its way'],
		['outboxFailed', 'A person must look at it'],
	])('%s: %s', async (status, outcome) => {
		const content = Buffer.from(testFile(harborline, partner, '810', new Date()));
		writeFileSync(files('outgoing.edi'), content);
		const before = lab.sandbox.parcels.length;
		const { id } = await imported('send-a-file');
		const run = lab.api.runManually(id, 'Start');
		while (lab.sandbox.parcels.length === before) await new Promise((resolve) => setTimeout(resolve, 50));
		const parcel = lab.sandbox.parcels[before]!;
		parcel.status = status;
		const execution = await run;
		expect(execution.error?.message).toBeUndefined();
		expect(execution.output('What became of it')).toMatchObject([
			{ parcelId: parcel.parcelId, status, outcome },
		]);
		expect(parcel.content.equals(content)).toBe(true);
		expect(parcel.fileName).toBe('outgoing.edi');
		expect(lab.requestsTo('/v2/parcels/upload')).toHaveLength(1);
	});
});

test('the nightly check of waiting parcels, as shipped, also after a restart in the middle of the night', async () => {
	const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR);
	const parcels = [30, 13, 11].map((hours) =>
		lab.sandbox.addParcel(
			{ fileName: `${hours}.edi`, content: 'ISA', created: hoursAgo(hours) },
			{ fire: false },
		),
	);
	const { id } = await imported('nightly-check-of-waiting-parcels');
	const toldAbout = async () =>
		(await lab.api.runManually(id, 'Every night')).output('Tell someone').map(({ text }) => text);

	const [longest, long] = parcels;
	const both = [longest, long].map((parcel) =>
		expect.stringContaining(`Parcel ${parcel!.parcelId} (${parcel!.fileName}) waits in mailbox 30001`),
	);
	expect(await toldAbout()).toEqual(both);

	await lab.n8n.restart();
	await lab.api.login();
	expect(await toldAbout()).toEqual(both);
});
