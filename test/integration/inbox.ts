import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ParcelRecord, Sandbox, SandboxOptions } from '../../sandbox';
import { pollingNode, type PollingNode } from './n8n';
import { cleanSandbox, credentialsFor } from './setup';

export const LIST = 'POST /v2/parcels/pending-inbox-list';
export const DOWNLOAD = 'POST /v2/parcels/download';

type Options = Partial<Parameters<typeof pollingNode>[0]>;

/** An ECGrid whose mailboxes are empty at the start of each test. */
export function emptySandbox(options?: SandboxOptions): () => Sandbox {
	const sandbox = cleanSandbox(options);
	afterEach(() => {
		(sandbox().parcels as ParcelRecord[]).length = 0;
	});
	return sandbox;
}

export const inboxTrigger = async (
	sandbox: Sandbox,
	parameters: Options['parameters'] = {},
	options: Options = {},
): Promise<PollingNode> =>
	await pollingNode({ credentials: credentialsFor(sandbox), ...options, parameters });

/** The same trigger after n8n restarted or its parameters changed. */
export const againInbox = async (
	sandbox: Sandbox,
	node: PollingNode,
	parameters: Options['parameters'] = {},
	options: Options = {},
) => await inboxTrigger(sandbox, parameters, { staticData: node.saved(), ...options });

/** Adds this many parcels to an inbox, a second apart. */
export const arrive = (sandbox: Sandbox, count: number, more: { mailboxId?: number } = {}): ParcelRecord[] =>
	Array.from({ length: count }, (_, index) =>
		sandbox.addParcel(
			{
				fileName: `${index}.edi`,
				content: `parcel ${index}`,
				created: new Date(Date.UTC(2026, 4, 7, 12, 0, index)),
				...more,
			},
			{ fire: false },
		),
	);

export const idsOf = (records: Array<ParcelRecord | INodeExecutionData>): number[] =>
	records.map((record) => ('json' in record ? (record.json as IDataObject) : record).parcelId as number);

/** The workflow's last step. */
export function confirm(sandbox: Sandbox, ids: number[]): void {
	for (const parcel of sandbox.parcels) {
		if (ids.includes(parcel.parcelId)) parcel.status = 'InBoxTransferred';
	}
}

/** A clock that the test sets. */
export function clock() {
	let ahead = 0;
	beforeEach(() => {
		ahead = 0;
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) + ahead);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
	return {
		pass: (minutes: number) => {
			ahead += minutes * 60_000;
		},
	};
}
