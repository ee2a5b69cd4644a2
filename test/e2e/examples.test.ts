import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowContent } from '../../local-n8n/api';
import { useLab } from './lab';

const HOUR = 60 * 60_000;

const example = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')) as WorkflowContent;

describe('the nightly check of waiting parcels, as shipped', () => {
	const lab = useLab();

	test('tells which parcels wait too long, also after a restart in the middle of the night', async () => {
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR);
		const parcels = [30, 13, 11].map((hours) =>
			lab.sandbox.addParcel(
				{ fileName: `${hours}.edi`, content: 'ISA', created: hoursAgo(hours) },
				{ fire: false },
			),
		);
		const { id } = await lab.importWorkflow(example('nightly-check-of-waiting-parcels'));
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
});
